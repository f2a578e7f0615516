package dev.weft.layers.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.Safetensors;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Elementwise;
import dev.weft.layers.LayerKinds;
import dev.weft.layers.Layers;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks in files: those of earlier versions, and those with layers of one's own. */
class ModelFileTest {

  @TempDir
  private Path folder;

  /** A layer of one's own. */
  record Times(float factor) implements Elementwise {

    @Override
    public String kind() {
      return "times";
    }

    @Override
    public float value(float x) {
      return factor * x;
    }

    @Override
    public float slope(float x, float y) {
      return factor;
    }
  }

  private static Network withOwnLayer() {
    return Sequential.input(3).add(new Times(2)).add(Layers.dense(2)).build(1);
  }

  private static Path fixture(String name) throws URISyntaxException {
    return Path.of(ModelFileTest.class.getResource("/dev/weft/layers/models/" + name).toURI());
  }

  /** The file's metadata y is what the version that wrote it predicted for 144 numbers. */
  @Test
  void aFileFromBeforeNetworksWereGraphsPredictsAsItDid() throws Exception {
    ModelFile.Model model = ModelFile.load(fixture("before-graphs.safetensors"));
    float[] x = new float[144];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i * 37 % 144) / 72f - 1;
    }
    float[] y = model.network().predict(Tensor.of(x, 1, 9, 8, 2)).toArray();
    String[] expected = model.metadata().get("y").replaceAll("[\\[\\] ]", "").split(",", -1);
    assertThat(y).hasSameSizeAs(expected);
    for (int i = 0; i < y.length; i++) {
      assertThat(y[i]).isCloseTo(Float.parseFloat(expected[i]), org.assertj.core.api.Assertions.within(1e-6f));
    }
  }

  @Test
  void aFileFromBeforeNetworksWereGraphsIsWrittenAsItWas() throws Exception {
    Path old = fixture("before-graphs.safetensors");
    ModelFile.Model model = ModelFile.load(old);
    Path file = folder.resolve("again.safetensors");
    ModelFile.save(file, model.network(), model.metadata());
    assertThat(Safetensors.read(file).metadata(ModelFile.ARCHITECTURE))
        .isEqualTo(Safetensors.read(old).metadata(ModelFile.ARCHITECTURE));
  }

  @Test
  void aLayerOfOnesOwnIsReadBackByItsKind() throws IOException {
    Path file = folder.resolve("own.safetensors");
    LayerKinds kinds = LayerKinds.standard().with("times", Times.class);
    Network network = withOwnLayer();
    ModelFile.save(file, network, Map.of(), kinds);
    Network again = ModelFile.load(file, kinds).network();
    assertThat(again.specs()).isEqualTo(network.specs());
    Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3);
    assertThat(Arrays.toString(again.predict(x).toArray())).isEqualTo(Arrays.toString(network.predict(x).toArray()));
    assertThatThrownBy(() -> ModelFile.load(file)).isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected a known kind of layer, got 'times'");
  }

  @Test
  void aNetworkThatCouldNotBeReadBackIsNotWritten() {
    Path file = folder.resolve("own.safetensors");
    assertThatThrownBy(() -> ModelFile.save(file, withOwnLayer(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a kind of layer that can be read back, got 'times'; see LayerKinds.with");
    assertThat(Files.exists(file)).isFalse();
  }
}
