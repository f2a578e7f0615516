package dev.weft.keras;

import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.depthwiseConv2D;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.io.Json;
import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.TensorArchive;
import dev.weft.core.random.CounterRandom;
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

  private static final int DAMAGED = 1500;

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

  private static Tensor numbers(Object list, int... dims) {
    List<?> numbers = (List<?>) list;
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((Number) numbers.get(i)).floatValue();
    }
    return Tensor.of(values).reshape(dims);
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.weights.h5", "net.keras"})
  void aNetworkOfTheSameLayersPredictsTheSame(String name) throws IOException {
    Network network = Sequential.input(6, 7, 2)
        .add(conv2D(4, 3)).add(batchNorm()).add(relu()).add(depthwiseConv2D(2).withMultiplier(2))
        .add(grouped(6, 2, 1)).add(relu()).add(flatten()).add(dense(5)).add(dense(5)).add(dense(5)).build(1);
    LoadedWeights loaded = KerasFile.weights(resource(name)).into(network);
    assertThat(loaded.sources()).containsEntry("conv2d_1/kernel", "layers/conv2d/vars/0")
        .containsEntry("grouped_conv2d_1/bias", "layers/conv2d_1/vars/1")
        .containsEntry("batch_norm_1/moving_variance", "layers/batch_normalization/vars/3")
        .containsEntry("dense_3/kernel", "layers/dense_2/vars/0");
    Map<?, ?> io = (Map<?, ?>) Json.parse(new String(bytes("net.json"), StandardCharsets.UTF_8));
    Tensor expected = numbers(io.get("y"), -1, 5);
    assertThat(network.predict(numbers(io.get("x"), -1, 6, 7, 2)).allClose(expected, 1e-5, 1e-5)).isTrue();
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
