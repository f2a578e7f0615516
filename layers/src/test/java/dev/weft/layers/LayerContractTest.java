package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.check.GradientReport;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layer must do, in every configuration of {@link LayerCase#all()}. */
class LayerContractTest {

  /** One example, a batch smaller than a chunk, and one that chunks do not divide. */
  private static final int[] BATCHES = {1, 7, 33};

  private static final int[] WORKERS = {1, 2, 5};
  private static final int SEEDS = 20;
  private static final int SAMPLES = 20;

  static List<LayerCase> cases() {
    return LayerCase.all();
  }

  /** What a random layer draws in training; see {@link Reference#probe}. */
  private static float[] drawn(LayerCase layer, Network network, int size) {
    Batch batch = Batch.reals(network, size, 1);
    if (layer.spec() instanceof Embedding.Spec) {
      return new float[0];
    }
    Arrays.fill(batch.x(), Reference.probe(layer.spec()));
    return LayerRun.training(network, batch).y();
  }

  private static Network network(LayerCase layer) {
    Network network = layer.network();
    Batch.setReals(network.parameters(), 2);
    return network;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainingEqualsTheOracleForwardAndBackward(LayerCase layer) {
    Network network = network(layer);
    for (int size : BATCHES) {
      Batch batch = Batch.reals(network, size, size);
      Reference expected = Reference.of(network, batch, true, drawn(layer, network, size));
      expected.assertEquals(LayerRun.training(network, batch, Kernels.active(), 2), network);
      expected.assertEquals(LayerRun.training(network, batch, Kernels.scalar(), 2), network);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void atKinksAndAmongEqualsTheOraclesChoiceIsMade(LayerCase layer) {
    Network network = network(layer);
    Batch batch = Batch.integers(network, 7, 1);
    Reference.of(network, batch, true, drawn(layer, network, 7)).assertEquals(LayerRun.training(network, batch),
        network);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inferenceEqualsTheOracleForwardAndBackward(LayerCase layer) {
    Network network = network(layer);
    for (int size : BATCHES) {
      Batch batch = Batch.reals(network, size, size);
      Reference.of(network, batch, false).assertEquals(LayerRun.inference(network, batch), network);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOutputHasTheShapeThatWasInferred(LayerCase layer) {
    Network network = network(layer);
    Batch batch = Batch.reals(network, 3, 1);
    Reference expected = Reference.of(network, batch, false);
    assertThat(network.outputShape().prepend(3).dims()).isEqualTo(expected.y().shape());
    assertThat(network.predict(batch.allInputs(network)).shape())
        .isEqualTo(network.outputShape().prepend(3));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreSlopesWithTwentySeeds(LayerCase layer) {
    Network network = layer.network();
    GradientCheck check = GradientCheck.of(network, Losses.meanSquaredError()).withElements(SAMPLES);
    for (int seed = 0; seed < SEEDS; seed++) {
      Batch.setReals(network.parameters(), seed);
      if (layer.spec() instanceof Recurrence<?>) {
        openGates(network.parameters().values());
      }
      Batch batch = Batch.reals(network, 3, seed);
      GradientReport report = check.withSeed(seed).check(batch.allInputs(network), batch.outputs(network));
      assertThat(report.failures()).as("seed %d%n%s", seed, report).isEmpty();
    }
  }

  /**
   * Smaller weights: of the slope of a gate that is all but shut, 1 − n² with n near 1, a float keeps few digits, whoever computes it. That
   * hides nothing: with the weights as they are, the same gradients are held to the oracle in double precision above.
   */
  private static void openGates(float... values) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= 0.3f;
    }
  }

  private static void assertEqual(LayerCase layer, LayerRun simd, LayerRun scalar) {
    if (layer.sumsAreExact()) {
      simd.assertSameBits(scalar);
    } else {
      simd.assertClose(scalar);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void simdGivesTheScalarBitsOnSmallIntegers(LayerCase layer) {
    Network network = layer.network();
    Batch.setIntegers(network.parameters(), 2);
    for (int size : BATCHES) {
      Batch batch = Batch.integers(network, size, size);
      assertEqual(layer, LayerRun.training(network, batch, Kernels.active(), 1),
          LayerRun.training(network, batch, Kernels.scalar(), 1));
      assertEqual(layer, LayerRun.inference(network, batch, Kernels.active(), 1),
          LayerRun.inference(network, batch, Kernels.scalar(), 1));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anyNumberOfWorkersGivesTheSameBits(LayerCase layer) {
    Network network = network(layer);
    for (int size : BATCHES) {
      Batch batch = Batch.reals(network, size, size);
      LayerRun training = LayerRun.training(network, batch);
      LayerRun inference = LayerRun.inference(network, batch);
      for (int workers : WORKERS) {
        LayerRun.training(network, batch, Kernels.active(), workers).assertSameBits(training);
        LayerRun.inference(network, batch, Kernels.active(), workers).assertSameBits(inference);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inInferenceAnExampleGivesTheSameBitsInAnyBatch(LayerCase layer) {
    Network network = network(layer);
    Batch batch = Batch.reals(network, 33, 1);
    LayerRun together = LayerRun.inference(network, batch);
    int out = Batch.floats(network.outputShapes());
    int in = Batch.floats(network.inputShapes());
    for (int n : new int[] {0, 15, 16, 32}) {
      LayerRun alone = LayerRun.inference(network, batch.slice(n, n + 1));
      assertThat(alone.y()).containsExactly(Arrays.copyOfRange(together.y(), n * out, (n + 1) * out));
      assertThat(alone.dx()).containsExactly(Arrays.copyOfRange(together.dx(), n * in, (n + 1) * in));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aWorkspaceRemembersNothingOfEarlierRuns(LayerCase layer) {
    Network network = network(layer);
    Workspace used = network.gradientWorkspace(33, LayerRun.pool(2), Kernels.active());
    LayerRun.run(network, used, Batch.reals(network, 33, 1), true);
    LayerRun.run(network, used, Batch.reals(network, 33, 2), false);
    Batch batch = Batch.reals(network, 7, 3);
    LayerRun.run(network, used, batch, true).assertSameBits(LayerRun.training(network, batch));
    LayerRun.run(network, used, batch, false).assertSameBits(LayerRun.inference(network, batch));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void parametersGetTheSameGradientsWhereTheInputGetsNone(LayerCase layer) {
    Network network = network(layer);
    Batch batch = Batch.reals(network, 7, 1);
    LayerRun expected = LayerRun.training(network, batch);
    Workspace workspace = network.trainingWorkspace(7, LayerRun.pool(2));
    workspace.forwardTraining(batch.sideBySide(network), 7, LayerRun.SEED, LayerRun.STEP);
    System.arraycopy(
        batch.dy(), 0, workspace.outputArray(), workspace.outputGradients().offset(), batch.dy().length);
    workspace.backward();
    Close.assertSameBits(workspace.gradients(), expected.gradients(), "gradients");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aLayerIsRebuiltFromItsKindAndConfiguration(LayerCase layer) {
    LayerSpec spec = layer.spec();
    assertThat(LayerSpecs.parse(spec.kind(), spec.config())).isEqualTo(spec);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aLayersTextNamesItsShapesAndConfiguration(LayerCase layer) {
    Layer built = layer.network().layers().get(0);
    assertThat(built.name()).isEqualTo(layer.spec().kind() + "_1");
    assertThat(built).hasToString(
        built.name() + ": " + built.inputShape() + " → " + built.outputShape() + " " + layer.spec());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void parametersAreNamedForTheirLayerAndLieInItsList(LayerCase layer) {
    Network network = layer.network();
    Layer built = network.layers().get(0);
    assertThat(built.parameters()).isEqualTo(network.parameters().parameters())
        .allSatisfy(parameter -> assertThat(parameter.name()).startsWith(built.name() + "/"));
  }
}
