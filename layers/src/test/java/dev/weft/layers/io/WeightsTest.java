package dev.weft.layers.io;

import static dev.weft.layers.Blocks.bidirectional;
import static dev.weft.layers.Blocks.residual;
import static dev.weft.layers.Blocks.residualWithProjection;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv1D;
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
import static dev.weft.layers.Layers.gru;
import static dev.weft.layers.Layers.layerNorm;
import static dev.weft.layers.Layers.lstm;
import static dev.weft.layers.Layers.maxPool1D;
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

  static Network network(String name) {
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
      case "lstm" -> Sequential.input(6, 4).add(lstm(5)).add(dense(3)).build(SEED);
      case "gru" -> Sequential.input(6, 4).add(gru(5).returnSequences()).add(flatten()).add(dense(3)).build(SEED);
      case "stacked" -> Sequential.input(5)
          .add(embedding(9, 4)).add(bidirectional(lstm(5).returnSequences()))
          .add(bidirectional(lstm(5).returnSequences())).add(bidirectional(gru(3).returnSequences()))
          .add(bidirectional(gru(3))).add(dense(3)).build(SEED);
      case "unbiased" -> Sequential.input(6, 4)
          .add(lstm(4).returnSequences()).add(lstm(4).returnSequences()).add(gru(4)).add(dense(3)).build(SEED);
      case "conv1d" -> Sequential.input(8, 2)
          .add(conv1D(4, 3)).add(norm()).add(relu()).add(conv1D(5, 2).withPadding(1)).add(maxPool1D(2)).add(flatten())
          .add(dense(3)).build(SEED);
      case "conv1d_gru" -> Sequential.input(8, 2)
          .add(conv1D(4, 3)).add(norm()).add(relu()).add(conv1D(5, 2).withPadding(1)).add(maxPool1D(2)).add(gru(4))
          .add(dense(3)).build(SEED);
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
  @ValueSource(
      strings = {"lenet", "batchnorm", "residual", "mobilenet", "others", "embedding", "lstm", "gru", "stacked",
          "unbiased", "conv1d", "conv1d_gru"})
  void aNetworkOfPyTorchPredictsTheSame(String name) throws IOException {
    Network network = network(name);
    LoadedWeights loaded = Weights.pytorch(resource(name + ".pt")).into(network);
    assertThat(loaded.isComplete()).isTrue();
    assertThat(loaded.copied().copied()).hasSameSizeAs(network.ownParameters());
    requirePredictions(network, name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lenet", "batchnorm", "residual", "mobilenet", "others", "embedding", "lstm", "gru", "stacked",
          "unbiased", "conv1d", "conv1d_gru"})
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
        assertThat(sum(ours, returned.sources().get(source.getKey()))).isEqualTo(sum(theirs, source.getValue()));
      }
    }
  }

  /** The tensor of this name, or the sum of two. */
  private static Tensor sum(TensorArchive archive, String names) throws IOException {
    Tensor sum = null;
    for (String name : names.split(" \\+ ", -1)) {
      sum = sum == null ? archive.read(name) : sum.plus(archive.read(name));
    }
    return sum;
  }

  @Test
  void recurrentLayersAndDirectionsOfOneModuleAreModules() throws IOException {
    assertThat(Weights.pytorch(resource("stacked.pt")).into(network("stacked")).sources())
        .containsEntry("lstm_2/kernel", "layers.1.weight_ih_l0_reverse")
        .containsEntry("lstm_3/bias", "layers.1.bias_ih_l1 + layers.1.bias_hh_l1")
        .containsEntry("gru_4/recurrent_kernel", "layers.2.weight_hh_l1_reverse");
    assertThat(
        Weights.pytorch(resource("unbiased.pt")).named("lstm_1", "layers.1.l0").into(network("unbiased")).sources())
        .containsEntry("lstm_1/kernel", "layers.1.weight_ih_l0").containsEntry("lstm_2/kernel", "layers.0.weight_ih_l0")
        .containsEntry("gru_1/bias", "zeros");
  }

  @Test
  void recurrentLayersGoBackAsOneModule() throws IOException {
    Network network = network("stacked");
    Weights.pytorch(resource("stacked.pt")).into(network);
    Path file = folder.resolve("back.safetensors");
    Map<String, String> modules = Map.of("embedding_1", "layers.0", "lstm_1", "layers.1", "lstm_2",
        "layers.1.l0_reverse", "lstm_3", "layers.1.l1", "lstm_4", "layers.1.l1_reverse", "gru_1", "layers.2.l0",
        "gru_2", "layers.2.l0_reverse", "gru_3", "layers.2.l1", "gru_4", "layers.2.l1_reverse", "dense_1", "fc");
    Weights.savePyTorch(file, network, modules::get);
    TensorArchive ours = Safetensors.open(file);
    TensorArchive theirs = TorchFile.open(resource("stacked.pt"));
    assertThat(ours.entries().stream().map(TensorArchive.Entry::name))
        .containsExactlyInAnyOrderElementsOf(theirs.entries().stream().map(TensorArchive.Entry::name).toList());
    for (TensorArchive.Entry entry : theirs.entries()) {
      Tensor expected = theirs.read(entry.name());
      if (entry.name().contains("layers.1.bias_ih")) {
        expected = expected.plus(theirs.read(entry.name().replace("_ih_", "_hh_")));
      } else if (entry.name().contains("layers.1.bias_hh")) {
        expected = Tensor.zeros(expected.shape());
      }
      assertThat(ours.read(entry.name())).as(entry.name()).isEqualTo(expected);
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
