package dev.weft.layers.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.sun.management.ThreadMXBean;
import dev.weft.core.io.Json;
import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.NamedTensor;
import dev.weft.core.io.Safetensors;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Elementwise;
import dev.weft.layers.ElementwiseLoss;
import dev.weft.layers.LayerKinds;
import dev.weft.layers.Layers;
import dev.weft.layers.Losses;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Objective;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
        .hasMessage(file + ": metadata 'weft.architecture': expected a known kind of layer, got 'times'");
  }

  @Test
  void aNetworkThatCouldNotBeReadBackIsNotWritten() {
    Path file = folder.resolve("own.safetensors");
    assertThatThrownBy(() -> ModelFile.save(file, withOwnLayer(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a kind of layer that can be read back, got 'times'; see LayerKinds.with");
    assertThat(Files.exists(file)).isFalse();
  }

  private Path crafted(String architecture, Map<String, Tensor> tensors) throws IOException {
    Path file = folder.resolve("crafted.safetensors");
    List<NamedTensor> named = tensors.entrySet().stream().map(e -> new NamedTensor(e.getKey(), e.getValue())).toList();
    Safetensors.write(file, Map.of(ModelFile.ARCHITECTURE, architecture), named);
    return file;
  }

  private static String conv(String input, int filters, int kernel) {
    Network small = Sequential.input(4, 4, 1).add(Layers.conv2D(3, 2)).build(1);
    return Json.write(Architecture.of(small)).replace("[4,4,1]", input)
        .replace("\"filters\":3", "\"filters\":" + filters)
        .replaceAll("\"kernel(Height|Width|_height|_width|)\":(\"?)2", "\"kernel$1\":$2" + kernel);
  }

  private static String dense(String input, long units) {
    return Json.write(Architecture.of(Sequential.input(1).add(Layers.dense(2)).build(1)))
        .replace("\"input\":[1]", "\"input\":" + input).replace("\"units\":2", "\"units\":" + units);
  }

  /** Loads a file that claims too much, and says how many bytes that took. */
  private long refused(String architecture) throws IOException {
    Path file = crafted(architecture, Map.of());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> ModelFile.load(file)).as(architecture).isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + ": metadata 'weft.architecture': ");
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void whatTheArchitectureNeedsIsComparedWithTheFileBeforeAnythingIsAllocated() throws IOException {
    for (String architecture : List.of(
        dense("[1]", 300_000_000), dense("[1]", 2_000_000_000), dense("[1]", 4_000_000_000L),
        dense("[65536]", 1_000_000),
        dense("[2000000000]", 1), conv("[4,4,1]", 1_000_000, 3), conv("[50000,42800,1]", 2, 3),
        conv("[46340,46340,1]", 1, 1), conv("[1000000,1000000,1]", 1, 3), conv("[28,28,65536]", 64, 3),
        conv("[1000000,28,1]", 4, 3), conv("[2147483647,1,1]", 1, 1), conv("[4,4,1]", 2, 46341))) {
      assertThat(refused(architecture)).as(architecture).isLessThan(64 << 20);
    }
  }

  @Test
  void aHundredThousandLayersAreReadInSecondsNotHours() throws IOException {
    String layer = "{\"kind\":\"relu\",\"config\":{}}";
    String layers = String.join(",", Collections.nCopies(100_000, layer));
    Path file = crafted("{\"input\":[1],\"layers\":[" + layers + "]}", Map.of());
    assertTimeout(Duration.ofSeconds(20), () -> assertThat(ModelFile.load(file).network().layers()).hasSize(100_000));
  }

  @Test
  void whatAMessageQuotesIsCutAndSteersNoTerminal() throws IOException {
    Path file =
        crafted("{\"input\":[1],\"layers\":[{\"kind\":\"" + "k".repeat(3_000_000) + "\",\"config\":{}}]}", Map.of());
    assertThatThrownBy(() -> ModelFile.load(file)).message().hasSizeLessThan(1000);
    Map<String, Tensor> many = new LinkedHashMap<>();
    for (int i = 0; i < 10_000; i++) {
      many.put("tensor " + i, Tensor.zeros(0));
    }
    Path others = crafted(dense("[1]", 0 + 1), many);
    assertThatThrownBy(() -> ModelFile.load(others)).isInstanceOf(ModelFormatException.class).message()
        .hasSizeLessThan(1000);
    Path steering = crafted("\u001b]0;title\u0007\u009b2J\u202e", Map.of());
    assertThatThrownBy(() -> ModelFile.load(steering)).message().doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
  }

  @Test
  void nullAndReservedKeysAreRefusedWhenSaving() {
    Path file = folder.resolve("null.safetensors");
    Network network = Sequential.input(1).add(Layers.dense(1)).build(1);
    Map<String, String> nullValue = new LinkedHashMap<>();
    nullValue.put("note", null);
    assertThatIllegalArgumentException().isThrownBy(() -> ModelFile.save(file, network, nullValue))
        .withMessage("expected texts as metadata, got null as the value of 'note'");
    Map<String, String> nullKey = new LinkedHashMap<>();
    nullKey.put(null, "x");
    assertThatIllegalArgumentException().isThrownBy(() -> ModelFile.save(file, network, nullKey))
        .withMessage("expected texts as metadata, got null as a key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFile.save(file, network, Map.of("weft.architecture.mine", "x")))
        .withMessageContaining("expected metadata without keys that start with weft.architecture");
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void aWindowThatReachesFurtherThanAnIntIsRefused() {
    for (int dilation : new int[] {Integer.MAX_VALUE, 1 << 30, Integer.MAX_VALUE / 2}) {
      assertThatIllegalArgumentException().as("dilation " + dilation)
          .isThrownBy(() -> Sequential.input(8, 8, 1).add(Layers.conv2D(1, 3).same().withDilation(dilation)).build(1));
    }
  }

  @Test
  void theLossIsKeptAndGivesProbabilities() throws IOException {
    Path file = folder.resolve("model");
    Network network = Sequential.input(3).add(Layers.dense(2)).build(1);
    Loss loss = Losses.softmaxCrossEntropy().withLabelSmoothing(0.1f).withClassWeights(1, 2.5f);
    ModelFile.save(file, network, loss, Map.of("mine", "kept"));
    ModelFile.Model model = ModelFile.load(file);
    assertThat(model.metadata()).containsEntry("mine", "kept");
    assertThat(model.objective().orElseThrow().losses().getFirst()).hasToString(loss.toString());
    Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3);
    float[] expected = network.predict(x).toArray();
    loss.activate(expected, 0, 2);
    assertThat(model.predict(x).toArray()).isEqualTo(expected);
    ModelFile.save(file, network, Map.of());
    assertThat(ModelFile.load(file).objective()).isEmpty();
    assertThat(ModelFile.load(file).predict(x)).isEqualTo(network.predict(x));
  }

  @Test
  void aNetworkThatEndsInSoftmaxIsNotGivenASecondOne() throws IOException {
    Path file = folder.resolve("model");
    Network network = Sequential.input(3).add(Layers.dense(2)).add(Layers.softmax()).build(1);
    ModelFile.save(file, network, Losses.softmaxCrossEntropy(), Map.of());
    Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3);
    assertThat(ModelFile.load(file).predict(x)).isEqualTo(network.predict(x));
  }

  /** A loss of one's own, which no file can name. */
  private record Mine() implements ElementwiseLoss {

    @Override
    public String name() {
      return "mine";
    }

    @Override
    public double value(double y, double t) {
      return y - t;
    }

    @Override
    public double slope(double y, double t) {
      return 1;
    }
  }

  @Test
  void aLossThatCouldNotBeReadBackIsRefusedWhenItIsSaved() {
    Network network = Sequential.input(3).add(Layers.dense(2)).build(1);
    Path file = folder.resolve("model");
    assertThatIllegalArgumentException().isThrownBy(() -> ModelFile.save(file, network, new Mine(), Map.of()))
        .withMessage("expected the name of one of Weft's losses, got 'mine'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFile.save(file, network, Losses.logCosh(), Map.of(ModelFile.LOSS, "x")))
        .withMessageContaining("weft.loss, which is the file's own");
    Objective two = Objective.of(Losses.logCosh(), Losses.logCosh());
    assertThatIllegalArgumentException().isThrownBy(() -> ModelFile.save(file, network, two, Map.of()))
        .withMessage("expected a loss for each of 1 outputs, got 2");
    assertThat(file).doesNotExist();
  }
}
