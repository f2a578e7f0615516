package dev.weft.fmnist.cli;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.softmax;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.io.Json;
import dev.weft.core.io.ModelFormatException;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.fmnist.data.FashionMnist;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.layers.io.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedModelTest {

  @TempDir
  private Path folder;

  private Path saved(Network network) throws IOException {
    Path file = folder.resolve("model.safetensors");
    ModelFile.save(file, network, Map.of());
    return file;
  }

  @Test
  void aSoftmaxAtTheEndIsLeftOutSoThatNobodyAppliesItTwice() throws IOException {
    Sequential.Builder logits = Sequential.input(28, 28, 1).add(flatten()).add(dense(20)).add(relu()).add(dense(10));
    Tensor image = Tensor.full(0.5f, 1, 28, 28, 1);
    float[] expected = logits.build(4).predict(image).toArray();
    for (Sequential.Builder ends : List.of(logits, logits.add(softmax()), logits.add(softmax()).add(dropout(0.5f)),
        logits.add(softmax()).add(flatten()))) {
      LoadedModel model = LoadedModel.load(saved(ends.build(4)));
      assertThat(model.network().predict(image).toArray()).containsExactly(expected, within(1e-6f));
      assertThat(model.network().outputShape()).isEqualTo(Shape.of(10));
    }
  }

  @Test
  void classNamesSteerNoTerminal() throws IOException {
    List<String> names = new ArrayList<>(FashionMnist.CLASS_NAMES);
    names.set(3, "\u001b[2JDress\n" + "s".repeat(1000));
    Path file = folder.resolve("model.safetensors");
    ModelFile.save(file, Sequential.input(28, 28, 1).add(flatten()).add(dense(10)).build(5),
        Map.of(RunSummary.CLASS_NAMES, Json.write(names)));
    assertThat(LoadedModel.load(file).classNames().get(3)).startsWith("?[2JDress?sss").hasSize(61);
  }

  @Test
  void aWeightThatIsNotFiniteIsNamed() throws IOException {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      Network network = Sequential.input(28, 28, 1).add(flatten()).add(dense(10)).build(5);
      network.parameters().values()[network.parameters().size() - 3] = bad;
      Path file = saved(network);
      assertThatThrownBy(() -> LoadedModel.load(file)).isInstanceOf(ModelFormatException.class)
          .hasMessage(file + ": expected weights that are finite numbers, got " + bad + " in 'dense_1/bias'");
    }
  }
}
