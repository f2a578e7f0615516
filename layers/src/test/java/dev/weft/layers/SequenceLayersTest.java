package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Block;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Workspace;
import dev.weft.layers.io.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What layers of sequences do beyond the contract of all layers: defaults, refusals, skipped steps, saving. */
class SequenceLayersTest {

  private static final int STEPS = 6;

  private static void assertRejected(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void defaultsAreThoseOfTheJavadoc() {
    assertThat(Layers.lstm(3)).isEqualTo(
        new Lstm.Spec(3, false, false, false, 1, Initializer.GLOROT_UNIFORM, Initializer.orthogonal()));
    assertThat(Layers.gru(3)).isEqualTo(
        new Gru.Spec(3, false, false, false, Initializer.GLOROT_UNIFORM, Initializer.orthogonal()));
    assertThat(Layers.conv1D(4, 3))
        .isEqualTo(new Conv1D.Spec(4, 3, 1, Padding1D.VALID, 1, Initializer.GLOROT_UNIFORM, true));
    assertThat(Layers.maxPool1D(3)).isEqualTo(new MaxPool1D.Spec(3, 3, Padding1D.VALID, 1));
    assertThat(Layers.averagePool1D(3)).isEqualTo(new AveragePool1D.Spec(3, 3, Padding1D.VALID, 1));
    assertThat(Layers.lstm(3).config()).containsOnlyKeys("units", "initializer");
    assertThat(Layers.gru(3).config()).containsOnlyKeys("units", "initializer");
    Network network = Sequential.input(5, 2).add(Layers.lstm(3)).build(1);
    assertThat(network.parameters().tensor(network.parameters().parameter("lstm_1/bias")).toArray())
        .containsExactly(0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0);
    assertThat(network.parameters().parameter("lstm_1/kernel").shape().dims()).containsExactly(2, 12);
    assertThat(network.parameters().parameter("lstm_1/recurrent_kernel").shape().dims()).containsExactly(3, 12);
  }

  @Test
  void copiesChangeOneThing() {
    assertThat(Layers.lstm(3).returnSequences().goBackwards().maskZero().withForgetBias(2))
        .isEqualTo(new Lstm.Spec(3, true, true, true, 2, Initializer.GLOROT_UNIFORM, Initializer.orthogonal()));
    assertThat(Layers.lstm(3).withInitializer(Initializer.ONES).withRecurrentInitializer(Initializer.HE_NORMAL))
        .isEqualTo(new Lstm.Spec(3, false, false, false, 1, Initializer.ONES, Initializer.HE_NORMAL));
    assertThat(Layers.gru(3).maskZero().withInitializer(Initializer.HE_NORMAL))
        .isEqualTo(new Gru.Spec(3, false, false, true, Initializer.HE_NORMAL, Initializer.orthogonal()));
    assertThat(Layers.gru(3).withRecurrentInitializer(Initializer.ZEROS))
        .isEqualTo(new Gru.Spec(3, false, false, false, Initializer.GLOROT_UNIFORM, Initializer.ZEROS));
    assertThat(Layers.conv1D(4, 3).withStride(2).same().withDilation(3).heNormal().withoutBias())
        .isEqualTo(new Conv1D.Spec(4, 3, 2, Padding1D.SAME, 3, Initializer.HE_NORMAL, false));
    assertThat(Layers.conv1D(4, 3).causal().config()).containsEntry("padding", "causal");
    assertThat(Layers.maxPool1D(4).withPadding(1).config()).containsEntry("padding", "1,1");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertRejected(() -> Layers.lstm(0), "expected 1 to 16777216 units, got 0");
    assertRejected(() -> Layers.gru(-1), "expected 1 to 16777216 units, got -1");
    assertRejected(
        () -> Layers.lstm(1).withForgetBias(Float.NaN), "expected a finite bias of the forget gate, got NaN");
    for (LayerSpec spec : List.of(Layers.lstm(2), Layers.gru(2), Layers.conv1D(2, 2), Layers.maxPool1D(2),
        Layers.averagePool1D(2))) {
      assertRejected(
          () -> Sequential.input(5).add(spec).build(1),
          spec.kind() + "_1: expected a sequence of shape (steps, channels), got (5,)");
    }
    assertRejected(
        () -> Sequential.input(1 << 22, 100).add(Layers.lstm(64)).build(1),
        "lstm_1: expected a sequence for which 16 examples need fewer than 2^31 floats, got 42949672960 for "
            + "(4194304, 100) and 64 units");
    assertRejected(() -> Padding1D.of(-1, 0), "expected padding of 0 or more, got -1 and 0");
    assertRejected(
        () -> Padding1D.parse("full"), "expected 'valid', 'same', 'causal' or two numbers such as '1,1', got 'full'");
    assertThatThrownBy(() -> Layers.conv1D(0, 3))
        .hasMessageStartingWith("expected filters, kernel, stride and dilation of 1 or more, got filters 0");
    assertThatThrownBy(() -> Sequential.input(2, 3).add(Layers.conv1D(4, 3)).build(1))
        .hasMessageContaining("expected an image of at least 1 × 3 for the window");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru"})
  void recurrentWeightsAreOrthogonalAtFirstAndThoseOfTheInputGlorotUniform(String kind) {
    int units = 7;
    int gates = kind.equals("lstm") ? 4 : 3;
    Network network = Sequential.input(5, 3).add(kind.equals("lstm") ? Layers.lstm(units) : Layers.gru(units)).build(4);
    ParameterSlab slab = network.parameters();
    Tensor recurrent = slab.tensor(slab.parameter(kind + "_1/recurrent_kernel"));
    Tensor ones = Tensor.zeros(units, units);
    for (int i = 0; i < units; i++) {
      ones.set(1, i, i);
    }
    assertThat(recurrent.matmul(recurrent.transpose()).allClose(ones, 0, 1e-6)).isTrue();
    Tensor kernel = slab.tensor(slab.parameter(kind + "_1/kernel"));
    float limit = (float) Math.sqrt(6.0 / (3 + gates * units));
    assertThat(kernel.abs().max()).isLessThanOrEqualTo(limit).isGreaterThan(0.8f * limit);
  }

  @Test
  void recurrentWeightsAreOneOfTheWordsOfAConfiguration() {
    LayerSpec spec = Layers.gru(3).withRecurrentInitializer(Initializer.GLOROT_UNIFORM);
    assertThat(spec.config()).containsEntry("recurrentInitializer", "glorot_uniform");
  }

  static List<Block> masked() {
    return List.of(
        Layers.lstm(5).maskZero(), Layers.lstm(17).maskZero().returnSequences(),
        Layers.lstm(3).maskZero().goBackwards(), Blocks.bidirectional(Layers.lstm(4).maskZero()),
        Layers.gru(5).maskZero(),
        Layers.gru(17).maskZero().returnSequences(), Layers.gru(3).maskZero().goBackwards(),
        Blocks.bidirectional(Layers.gru(16).maskZero().returnSequences()),
        Blocks.chain(Layers.lstm(6).maskZero().returnSequences(), Layers.gru(4).maskZero()));
  }

  /** Sequences of all lengths from 0 on, filled up behind, in front, or with a gap. */
  private static Batch ragged(Network network) {
    Batch batch = Batch.reals(network, 3 * (STEPS + 1), 5);
    int channels = network.inputShape().dim(1);
    for (int n = 0; n < batch.size(); n++) {
      int length = n % (STEPS + 1);
      int zeros = STEPS - length;
      int first = n < STEPS + 1 ? length : n < 2 * (STEPS + 1) ? 0 : length / 2;
      int start = (n * STEPS + first) * channels;
      Arrays.fill(batch.x(), start, start + zeros * channels, 0);
    }
    return batch;
  }

  @ParameterizedTest
  @MethodSource("masked")
  void stepsOfZerosAreSkippedWhereverTheyAre(Block block) {
    Network network = Sequential.input(STEPS, 2).add(block).build(1);
    Batch.setReals(network.parameters(), 3);
    Batch batch = ragged(network);
    Reference expected = Reference.of(network, batch, true);
    LayerRun run = LayerRun.training(network, batch);
    expected.assertEquals(run, network);
    expected.assertEquals(LayerRun.training(network, batch, Kernels.scalar(), 2), network);
    for (int workers : new int[] {1, 2, 5}) {
      LayerRun.training(network, batch, Kernels.active(), workers).assertSameBits(run);
    }
  }

  @Test
  void aSequenceOfNothingHasTheOutputZero() {
    Network network =
        Sequential.input(4).add(Layers.embedding(3, 2).maskZero()).add(Layers.lstm(5).maskZero()).build(1);
    assertThat(network.predict(Tensor.of(new float[4], 1, 4)).toArray()).containsOnly(0);
  }

  @Test
  void theFillingOfAMaskedSequenceMakesNoDifference() {
    LayerSpec layer = Layers.gru(5).maskZero();
    Network shorter = Sequential.input(3, 2).add(layer).build(1);
    Network longer = Sequential.input(7, 2).add(layer).build(1);
    Tensor x = Tensor.gaussian(1, 1, 3, 2);
    float[] filled = Arrays.copyOf(x.toArray(), 14);
    assertThat(longer.predict(Tensor.of(filled, 1, 7, 2)).toArray()).containsExactly(shorter.predict(x).toArray());
  }

  @Test
  void aCausalConvolutionSeesNoLaterStep() {
    Network network = Sequential.input(8, 2).add(Layers.conv1D(3, 3).causal().withDilation(2)).build(1);
    Tensor x = Tensor.gaussian(1, 1, 8, 2);
    float[] changed = x.toArray();
    changed[2 * 5] += 1;
    float[] before = network.predict(x).toArray();
    float[] after = network.predict(Tensor.of(changed, 1, 8, 2)).toArray();
    assertThat(Arrays.copyOf(after, 3 * 5)).containsExactly(Arrays.copyOf(before, 3 * 5));
    assertThat(after[3 * 5]).isNotEqualTo(before[3 * 5]);
  }

  /** As documented for a workspace: gradients of parameters are added up until the next prepare. */
  @ParameterizedTest
  @MethodSource("masked")
  void backwardMayBeAskedForTwice(Block block) {
    Network network = Sequential.input(STEPS, 2).add(block).build(1);
    Batch batch = ragged(network);
    Workspace workspace = network.gradientWorkspace(batch.size(), LayerRun.pool(1), Kernels.active());
    workspace.forwardTraining(batch.sideBySide(network), batch.size(), 1, 1);
    float[] once = backward(workspace, batch);
    float[] twice = backward(workspace, batch);
    for (int i = 0; i < once.length; i++) {
      assertThat(twice[i]).isCloseTo(2 * once[i], within(1e-4f));
    }
  }

  private static float[] backward(Workspace workspace, Batch batch) {
    System.arraycopy(
        batch.dy(), 0, workspace.outputArray(), workspace.outputGradients().offset(), batch.dy().length);
    workspace.backward();
    return workspace.gradients().clone();
  }

  @Test
  void aNetworkOfSequencesIsSavedAndLoaded(@TempDir Path folder) throws IOException {
    Network network = Sequential.input(9).add(Layers.embedding(20, 4).maskZero())
        .add(Blocks.bidirectional(Layers.lstm(5).maskZero().returnSequences().withForgetBias(0.5f)))
        .add(Layers.conv1D(6, 3).causal()).add(Layers.maxPool1D(2)).add(Layers.averagePool1D(2).same())
        .add(Layers.gru(7).goBackwards()).add(Layers.dense(3)).build(1);
    Path file = folder.resolve("model.safetensors");
    ModelFile.save(file, network, Map.of());
    Network again = ModelFile.load(file).network();
    assertThat(again.layers().stream().map(layer -> layer.spec()).toList())
        .isEqualTo(network.layers().stream().map(layer -> layer.spec()).toList());
    Tensor x = Tensor.of(new float[] {3, 1, 4, 1, 5, 9, 2, 0, 0}, 1, 9);
    assertThat(again.predict(x).toArray()).containsExactly(network.predict(x).toArray());
  }
}
