package dev.weft.layers.io;

import static dev.weft.layers.Blocks.residual;
import static dev.weft.layers.Blocks.residualWithProjection;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.conv2DTranspose;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.depthwiseConv2D;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.embedding;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.groupNorm;
import static dev.weft.layers.Layers.groupedConv2D;
import static dev.weft.layers.Layers.layerNorm;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.prelu;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.relu6;
import static dev.weft.layers.Layers.silu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.Safetensors;
import dev.weft.core.io.TensorArchive;
import dev.weft.core.io.TorchFile;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.BatchNorm;
import dev.weft.layers.Blocks;
import dev.weft.layers.GroupedConv2D;
import dev.weft.layers.Padding;
import dev.weft.layers.Sequential;
import dev.weft.layers.Size2D;
import dev.weft.layers.engine.Block;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that PyTorch made, saved and ran; torch_weights.py has them. */
class WeightsTest {

  private static final int SEED = 3;

  @TempDir
  private Path folder;

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = WeightsTest.class.getResourceAsStream(name)) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  private static BatchNorm.Spec norm() {
    return batchNorm().withEpsilon(1e-5f);
  }

  /** Two groups, and a window with two sides. */
  private static GroupedConv2D.Spec grouped(int filters, int kernelHeight, int kernelWidth) {
    return new GroupedConv2D.Spec(2, filters, kernelHeight, kernelWidth, Size2D.of(1), Padding.VALID, Size2D.of(1),
        Initializer.GLOROT_UNIFORM, true);
  }

  private static Block bottleneck(int hidden, int out, int stride) {
    return Blocks.chain(conv2D(hidden, 1).withoutBias(), norm(), relu6(),
        depthwiseConv2D(3).withStride(stride).withPadding(1).withoutBias(), norm(), relu6(),
        conv2D(out, 1).withoutBias(), norm());
  }

  private static Network network(String name) {
    return switch (name) {
      case "lenet" -> Sequential.input(20, 16, 1)
          .add(conv2D(3, 5).same()).add(relu()).add(maxPool2D(2)).add(conv2D(4, 5)).add(relu()).add(maxPool2D(2))
          .add(flatten()).add(dropout(0.5f)).add(dense(12)).add(relu()).add(dense(7)).build(SEED);
      case "batchnorm" -> Sequential.input(5, 6, 2)
          .add(conv2D(4, 3)).add(norm()).add(relu()).add(flatten()).add(norm()).add(dropout(0.5f)).add(dense(6))
          .add(norm()).add(relu()).add(dense(3)).build(SEED);
      case "residual" -> Sequential.input(8, 8, 3)
          .add(conv2D(4, 3).same().withoutBias()).add(norm()).add(relu())
          .add(residual(conv2D(4, 3).same().withoutBias(), norm(), relu(), conv2D(4, 3).same().withoutBias(), norm()))
          .add(relu())
          .add(residualWithProjection(Blocks.chain(conv2D(8, 1).withStride(2).withoutBias(), norm()),
              conv2D(8, 3).withStride(2).withPadding(1).withoutBias(), norm(), relu(),
              conv2D(8, 3).same().withoutBias(), norm()))
          .add(relu()).add(globalAveragePool()).add(dense(5)).build(SEED);
      case "mobilenet" -> Sequential.input(16, 16, 3)
          .add(conv2D(4, 3).withStride(2).withPadding(1).withoutBias()).add(norm()).add(relu6())
          .add(bottleneck(8, 6, 1)).add(bottleneck(12, 8, 2)).add(globalAveragePool()).add(dense(5)).build(SEED);
      case "others" -> Sequential.input(4, 5, 2)
          .add(conv2DTranspose(6, 3).withStride(2).withPadding(1).withOutputPadding(1)).add(prelu())
          .add(grouped(4, 3, 1)).add(groupNorm(2).withEpsilon(1e-5f)).add(silu()).add(groupedConv2D(4, 8, 3))
          .add(layerNorm().withEpsilon(1e-5f)).add(flatten()).add(dense(4)).build(SEED);
      case "embedding" -> Sequential.input(3).add(embedding(9, 4)).add(flatten()).add(dense(3)).build(SEED);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private void requirePredictions(Network network, String name) throws IOException {
    TensorArchive io = TorchFile.open(resource(name + ".io.pt"));
    Tensor expected = io.read("y");
    Tensor got = network.predict(io.read("x"));
    assertThat(got.allClose(expected, 1e-5, 1e-5)).as("expected %s, got %s", expected, got).isTrue();
    assertThat(got.minus(expected).abs().max()).isLessThan(1e-5f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "batchnorm", "residual", "mobilenet", "others", "embedding"})
  void aNetworkOfPyTorchPredictsTheSame(String name) throws IOException {
    Network network = network(name);
    LoadedWeights loaded = Weights.pytorch(resource(name + ".pt")).into(network);
    assertThat(loaded.isComplete()).isTrue();
    assertThat(loaded.copied().copied()).hasSameSizeAs(network.ownParameters());
    requirePredictions(network, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "batchnorm", "residual", "mobilenet", "others", "embedding"})
  void whatGoesBackToPyTorchsLayoutComesBackAsItWas(String name) throws IOException {
    Network network = network(name);
    LoadedWeights loaded = Weights.pytorch(resource(name + ".pt")).into(network);
    Path file = folder.resolve("back.safetensors");
    Weights.savePyTorch(file, network, layer -> layer);
    Network again = network(name);
    LoadedWeights returned = Weights.pytorch(file).into(again);
    assertThat(again.parameters().values()).isEqualTo(network.parameters().values());
    assertThat(returned.copied().copied()).isEqualTo(loaded.copied().copied());
    TensorArchive theirs = TorchFile.open(resource(name + ".pt"));
    TensorArchive ours = Safetensors.open(file);
    for (var source : loaded.sources().entrySet()) {
      if (!source.getValue().equals("zeros")) {
        assertThat(ours.read(returned.sources().get(source.getKey()))).isEqualTo(theirs.read(source.getValue()));
      }
    }
  }

  @Test
  void aSafetensorsFileOrderedByNameGivesTheSameAsTheStateDict() throws IOException {
    Network network = network("lenet");
    LoadedWeights loaded = Weights.pytorch(resource("lenet.safetensors")).into(network);
    assertThat(loaded.sources()).containsEntry("dense_1/kernel", "8.weight").containsEntry("dense_2/kernel",
        "10.weight");
    requirePredictions(network, "lenet");
  }

  @Test
  void theReportSaysWhatCameFromWhere() throws IOException {
    assertThat(Weights.pytorch(resource("embedding.pt")).into(network("embedding"))).hasToString("""
        embedding_1/embeddings ← 0.weight
        dense_1/kernel ← 2.weight
        dense_1/bias ← 2.bias
        """);
    assertThat(Weights.pytorch(resource("batchnorm.pt")).into(network("batchnorm")).sources())
        .containsEntry("dense_1/bias", "zeros").containsEntry("batch_norm_2/moving_variance", "4.running_var");
  }

  @Test
  void whatDoesNotFitIsRefusedAndNothingWritten() throws IOException {
    Network network = Sequential.input(3).add(embedding(9, 4)).add(flatten()).add(dense(2)).build(SEED);
    float[] before = network.parameters().values().clone();
    Path file = resource("embedding.pt");
    assertThatThrownBy(() -> Weights.pytorch(file).into(network)).isInstanceOf(ModelFormatException.class)
        .hasMessage(file + ": expected a tensor for each parameter and a parameter for each tensor, got none for "
            + "[dense_1/kernel(12, 2), dense_1/bias(2,)] and none for [2.weight(3, 12), 2.bias(3,)]");
    assertThat(network.parameters().values()).isEqualTo(before);
  }

  @Test
  void whatFitsCanBeTakenAndTheRestIsReported() throws IOException {
    Network network = Sequential.input(3).add(embedding(9, 4)).add(flatten()).add(dense(2)).build(SEED);
    LoadedWeights loaded = Weights.pytorch(resource("embedding.pt")).matching(network);
    assertThat(loaded.copied().copied()).containsExactly("embedding_1/embeddings");
    assertThat(loaded.copied().left()).containsExactly("dense_1/kernel", "dense_1/bias");
    assertThat(loaded.copied().unused()).containsExactly("2.weight", "2.bias");
    assertThat(loaded).asString().contains("dense_1/bias keeps its values").contains("2.weight is not taken");
    assertThat(loaded.isComplete()).isFalse();
  }

  @Test
  void layersOfOneShapeThatAreNotEquallyManyAreNotGuessed() throws IOException {
    Network network = Sequential.input(8, 8, 4).add(conv2D(4, 3).same().withoutBias()).build(SEED);
    Path file = resource("residual.pt");
    assertThat(Weights.pytorch(file).matching(network).copied().copied()).isEmpty();
    assertThat(Weights.pytorch(file).named("conv2d_1", "conv2").matching(network).sources())
        .containsExactly(Map.entry("conv2d_1/kernel", "conv2.weight"));
  }

  @Test
  void equalNamesGoBeforeOrder() throws IOException {
    Network network = Sequential.input(8, 8, 4).add(conv2D(4, 3).same().withoutBias().named("conv2"))
        .add(conv2D(4, 3).same().withoutBias().named("conv1")).build(SEED);
    assertThat(Weights.pytorch(resource("residual.pt")).matching(network).sources())
        .containsEntry("conv1/kernel", "conv1.weight").containsEntry("conv2/kernel", "conv2.weight");
  }

  @Test
  void namesThatAreNotThereOrDoNotFitAreRefused() throws IOException {
    Network network = network("embedding");
    Weights weights = Weights.pytorch(resource("embedding.pt"));
    for (List<String> one : List.of(
        List.of("dense_2", "2", "expected a layer with parameters of [embedding_1, dense_1], got 'dense_2'"),
        List.of("dense_1", "fc", "expected one of the file's modules [0, 2], got 'fc'"),
        List.of("dense_1", "0",
            "expected {weight=(3, 12), bias=(3,)} for layer 'dense_1', got {weight=(9, 4)} in '0'"))) {
      assertThatThrownBy(() -> weights.named(one.get(0), one.get(1)).into(network))
          .isInstanceOf(IllegalArgumentException.class).hasMessage(one.get(2));
    }
  }

  @Test
  void numbersInNamesAreOrderedByValue() {
    List<String> names = List.of("conv", "layer1.0.x", "layer1.1", "layer1.10", "layer2", "layer10", "layer010");
    assertThat(names.reversed().stream().sorted(NaturalOrder.INSTANCE)).isEqualTo(names);
  }
}
