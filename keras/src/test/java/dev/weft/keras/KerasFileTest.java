package dev.weft.keras;

import static dev.weft.layers.Blocks.bidirectional;
import static dev.weft.layers.Blocks.chain;
import static dev.weft.layers.Blocks.separableConv2D;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.depthwiseConv2D;
import static dev.weft.layers.Layers.embedding;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.gru;
import static dev.weft.layers.Layers.lstm;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.io.Json;
import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.TensorArchive;
import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.GroupedConv2D;
import dev.weft.layers.Padding;
import dev.weft.layers.Sequential;
import dev.weft.layers.Size2D;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.io.LoadedWeights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in Keras's layout; keras_files.py made them, and tells with what. */
class KerasFileTest {

  private static final int DAMAGED = 300;

  @TempDir
  private Path folder;

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = KerasFileTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private Path resource(String name) throws IOException {
    return Files.write(folder.resolve(name), bytes(name));
  }

  /** Two groups, and a window with two sides. */
  private static GroupedConv2D.Spec grouped(int filters, int kernelHeight, int kernelWidth) {
    return new GroupedConv2D.Spec(2, filters, kernelHeight, kernelWidth, Size2D.of(1), Padding.VALID, Size2D.of(1),
        Initializer.GLOROT_UNIFORM, true);
  }

  private static Tensor numbers(Object list, Shape example) {
    List<?> numbers = (List<?>) list;
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((Number) numbers.get(i)).floatValue();
    }
    return Tensor.wrap(values, 0, example.prepend(values.length / example.size()));
  }

  /** The inputs of a network's fixture and what Keras's layers make of them. */
  private record InputsAndOutputs(Tensor x, Tensor y) {}

  private static InputsAndOutputs inputsAndOutputs(String name, Network network) throws IOException {
    Map<?, ?> io = (Map<?, ?>) Json.parse(new String(bytes(name + ".json"), StandardCharsets.UTF_8));
    return new InputsAndOutputs(numbers(io.get("x"), network.inputShape()),
        numbers(io.get("y"), network.outputShape()));
  }

  private static void requireSamePredictions(String name, Network network) throws IOException {
    InputsAndOutputs fixture = inputsAndOutputs(name, network);
    assertThat(network.predict(fixture.x()).allClose(fixture.y(), 1e-5, 1e-5)).as(name).isTrue();
  }

  private static Network convolutions(long seed) {
    return Sequential.input(6, 7, 2)
        .add(conv2D(4, 3)).add(batchNorm()).add(relu()).add(depthwiseConv2D(2).withMultiplier(2))
        .add(grouped(6, 2, 1)).add(relu()).add(flatten()).add(dense(5)).add(dense(5)).add(dense(5)).build(seed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.weights.h5", "net.keras"})
  void convolutionsPredictAsInKeras(String name) throws IOException {
    Network network = convolutions(1);
    LoadedWeights loaded = KerasFile.weights(resource(name)).into(network);
    assertThat(loaded.sources()).containsEntry("conv2d_1/kernel", "layers/conv2d/vars/0")
        .containsEntry("grouped_conv2d_1/bias", "layers/conv2d_1/vars/1")
        .containsEntry("batch_norm_1/moving_variance", "layers/batch_normalization/vars/3")
        .containsEntry("dense_2/kernel", "layers/dense_1/vars/0")
        .containsEntry("dense_3/kernel", "layers/dense_2/vars/0");
    requireSamePredictions("net", network);
  }

  @Test
  void layersOfOneShapeAreInTheOrderOfTheirNumbers() throws IOException {
    Sequential.Builder layers = Sequential.input(6);
    for (int i = 0; i < 12; i++) {
      layers = layers.add(dense(5)).add(tanh());
    }
    Network network = layers.build(1);
    KerasFile.weights(resource("dense.weights.h5")).into(network);
    requireSamePredictions("dense", network);
  }

  @Test
  void separableConvolutionsAndNormsInAModelWithinAModelPredictAsInKeras() throws IOException {
    Network network = Sequential.input(7, 6, 3)
        .add(batchNorm())
        .add(separableConv2D(5, 3)).add(batchNorm()).add(relu())
        .add(chain(depthwiseConv2D(2).withMultiplier(2).withoutBias(), conv2D(5, 1).withoutBias())).add(batchNorm())
        .add(relu()).add(globalAveragePool()).add(dense(4)).build(1);
    LoadedWeights loaded = KerasFile.weights(resource("separable.weights.h5")).into(network);
    assertThat(loaded.sources())
        .containsEntry("conv2d_1/bias", "layers/functional/layers/separable_conv2d/vars/2")
        .containsEntry("depthwise_conv2d_2/kernel", "layers/functional/layers/separable_conv2d_1/vars/0")
        .containsEntry("dense_1/bias", "zeros");
    requireSamePredictions("separable", network);
  }

  @Test
  void recurrentLayersAndAnEmbeddingPredictAsInKeras() throws IOException {
    Network network = Sequential.input(6)
        .add(embedding(9, 4)).add(lstm(5).returnSequences()).add(gru(3).returnSequences())
        .add(bidirectional(lstm(4).returnSequences())).add(bidirectional(gru(2))).add(dense(3)).build(1);
    LoadedWeights loaded = KerasFile.weights(resource("sequence.weights.h5")).into(network);
    assertThat(loaded.sources())
        .containsEntry("lstm_2/kernel", "layers/bidirectional/forward_layer/cell/vars/0")
        .containsEntry("gru_3/bias", "layers/bidirectional_1/backward_layer/cell/vars/2");
    requireSamePredictions("sequence", network);
  }

  @Test
  void layersWhoseOrderTheFileDoesNotTellHaveToBeNamed() throws IOException {
    Network network =
        Sequential.input(3, 4).add(lstm(4).returnSequences()).add(bidirectional(lstm(4))).build(1);
    float[] before = network.parameters().values().clone();
    Path file = resource("ambiguous.weights.h5");
    assertThatThrownBy(() -> KerasFile.weights(file).into(network)).isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("none for [lstm_1/kernel");
    assertThat(network.parameters().values()).isEqualTo(before);
    assertThat(KerasFile.weights(file).named("lstm_1", "lstm/cell").into(network).sources())
        .containsEntry("lstm_1/kernel", "layers/lstm/cell/vars/0")
        .containsEntry("lstm_2/kernel", "layers/bidirectional/forward_layer/cell/vars/0")
        .containsEntry("lstm_3/kernel", "layers/bidirectional/backward_layer/cell/vars/0");
  }

  @Test
  void aFileOfAnotherNetworkChangesNothing() throws IOException {
    Network network = Sequential.input(6, 7, 2).add(conv2D(4, 3)).add(flatten()).add(dense(5)).build(1);
    float[] before = network.parameters().values().clone();
    assertThatThrownBy(() -> KerasFile.weights(resource("net.weights.h5")).into(network))
        .isInstanceOf(ModelFormatException.class).hasMessageContaining("dense_1/kernel")
        .hasMessageContaining("layers/conv2d_1/vars/0(2, 1, 4, 6)");
    assertThat(network.parameters().values()).isEqualTo(before);
    assertThat(KerasFile.weights(resource("net.weights.h5")).matching(network).sources())
        .containsOnlyKeys("conv2d_1/kernel", "conv2d_1/bias");
  }

  @Test
  void theOlderLayoutIsRefusedWithARemedy() {
    assertThatThrownBy(() -> KerasFile.weights(resource("older.h5"))).isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected variables of Keras 3, layers/…/vars/0")
        .hasMessageContaining("model_weights/dense/dense/bias:0").hasMessageContaining("save it again");
  }

  @Test
  void numbersOfEveryTypeAreReadAndLinksAreNotFollowed() throws IOException {
    TensorArchive archive = KerasFile.open(resource("types.h5"));
    assertThat(archive.entries().stream().map(TensorArchive.Entry::name)).containsExactlyInAnyOrder(
        "float16", "float64", "int8", "uint8", "int32", "int64", "compressed", "big_endian");
    for (String type : List.of("float16", "float64", "int8", "uint8", "int32", "int64")) {
      assertThat(archive.read(type)).as(type).isEqualTo(Tensor.of(new float[] {1, 2, 100}, 1, 3));
    }
    assertThat(archive.read("compressed")).isEqualTo(Tensor.arange(1000).reshape(10, 100));
    assertThat(archive.read("big_endian")).isEqualTo(Tensor.of(1.5f));
    assertThatThrownBy(() -> archive.read("text")).isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected a dataset 'text', got only [");
  }

  @Test
  void whatIsNoFileOfKerasIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no weights at all");
    assertThatThrownBy(() -> KerasFile.open(text)).isInstanceOf(ModelFormatException.class)
        .hasMessage(text + ": expected a file of HDF5 or a zip archive, as Keras writes them, got another beginning");
    Path zip = Files.write(folder.resolve("zip"),
        new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    assertThatThrownBy(() -> KerasFile.open(zip)).isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("got none");
    assertThatThrownBy(() -> KerasFile.open(folder)).isInstanceOf(IOException.class)
        .hasMessageContaining("expected a file");
    assertThatThrownBy(() -> KerasFile.open(folder.resolve("none"))).isInstanceOf(IOException.class)
        .hasMessageContaining("got none");
  }

  /** Whatever jHDF does with a damaged file, the reader throws what it documents. */
  @ParameterizedTest
  @ValueSource(strings = {"net.weights.h5", "net.keras", "types.h5"})
  void aDamagedFileIsReadOrRefused(String name) throws IOException {
    byte[] whole = bytes(name);
    Path file = folder.resolve("damaged");
    for (int number = 0; number < DAMAGED; number++) {
      byte[] damaged =
          number % 10 == 0 ? Arrays.copyOf(whole, CounterRandom.below(7, number, whole.length)) : whole.clone();
      for (int i = 0; i < 4 && damaged.length > 0; i++) {
        damaged[CounterRandom.below(8, number * 4 + i, damaged.length)] =
            (byte) CounterRandom.below(9, number * 4 + i, 256);
      }
      Files.write(file, damaged);
      try {
        TensorArchive archive = KerasFile.open(file);
        for (TensorArchive.Entry entry : archive.entries()) {
          archive.read(entry.name());
        }
      } catch (ModelFormatException e) {
        assertThat(e).hasMessageContaining("expected");
      }
    }
  }
}
