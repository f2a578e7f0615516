package dev.weft.layers;

import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.tanh;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.layers.engine.GradientSession;
import dev.weft.layers.engine.InferenceSession;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.engine.Objective;
import dev.weft.layers.engine.Workspace;
import dev.weft.layers.oracle.Oracle;
import dev.weft.layers.oracle.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks with several inputs and outputs. */
class GraphTest {

  private static final int CLASSES = 3;

  /** Two inputs, one of them read twice; two outputs, one of them read inside too. */
  static Network network() {
    Node image = Graph.input("image", 6, 5, 2);
    Node age = Graph.input("age", 4);
    Node features = image.then(conv2D(5, 3), batchNorm(), tanh(), flatten());
    Node ages = age.then(dense(8), tanh());
    Node classes = Blocks.concat(features, ages, age).then(dense(CLASSES).named("classes"));
    Node size = classes.then(tanh(), dense(2).named("size"));
    Network network = Graph.inputs(image, age).outputs(size, classes).build(1);
    Batch.setReals(network.parameters(), 2);
    return network;
  }

  @Test
  void severalInputsAndOutputsEqualTheOracleForwardAndBackward() {
    Network network = network();
    assertThat(network.inputNames()).containsExactly("image", "age");
    assertThat(network.outputNames()).containsExactly("size", "classes");
    assertThat(network.outputShapes()).containsExactly(Shape.of(2), Shape.of(CLASSES));
    for (int size : new int[] {1, 9, 35}) {
      Batch batch = Batch.reals(network, size, 3);
      Reference.of(network, batch, true, null).assertEquals(LayerRun.training(network, batch, Kernels.active(), 2),
          network);
      Reference.of(network, batch, false, null).assertEquals(LayerRun.inference(network, batch), network);
    }
  }

  @Test
  void sessionsGiveOneOrAllOutputs() {
    Network network = network();
    Batch batch = Batch.reals(network, 20, 3);
    Reference expected = Reference.of(network, batch, false, null);
    try (InferenceSession session = network.session(20)) {
      List<Tensor> all = session.predictAll(batch.allInputs(network));
      Close.assertClose(all.get(0).toArray(), expected.outputs().get(0).data(), "size");
      Close.assertClose(all.get(1).toArray(), expected.outputs().get(1).data(), "classes");
      assertThat(session.predict(batch.allInputs(network))).isEqualTo(all.get(0));
      assertThat(network.predict(batch.allInputs(network))).isEqualTo(all.get(0));
    }
  }

  @Test
  void aGradientSessionTakesAGradientForEachOutput() {
    Network network = network();
    Batch batch = Batch.reals(network, 3, 3);
    LayerRun expected = LayerRun.inference(network, batch);
    Tensor size = Tensor.of(Batch.part(batch.dy(), 3, network.outputShapes(), 0), 3, 2);
    Tensor classes = Tensor.of(Batch.part(batch.dy(), 3, network.outputShapes(), 1), 3, CLASSES);
    try (GradientSession session = network.gradientSession(3)) {
      assertThat(session.forward(batch.allInputs(network))).isEqualTo(session.activation("size"));
      session.backward(size, classes);
      for (int k = 0; k < 2; k++) {
        Close.assertSameBits(session.inputGradients(network.inputNames().get(k)).toArray(),
            Batch.part(expected.dx(), 3, network.inputShapes(), k), "dx " + k);
      }
      assertThatThrownBy(() -> session.inputGradients("size")).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected one of the inputs " + network.inputNames() + ", got 'size'");
      assertThat(session.activationGradients("classes")).isNotEqualTo(classes); // and what came through tanh
      assertThatThrownBy(() -> session.backward(size)).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected gradients of each of 2 outputs, got 1");
    }
  }

  /** Targets of the first output are 0.5, those of the second one-hot. */
  private static ExampleSource labelled(Network network, Batch batch) {
    ExampleSource inputs = batch.sideBySide(network);
    return new ExampleSource() {
      @Override
      public void load(int slot, float[] x, int at, float[] target, int targetAt) {
        inputs.load(slot, x, at, target, targetAt);
      }

      @Override
      public void load(int slot, float[] x, int[] at, float[] target, int targetAt) {
        inputs.load(slot, x, at, target, targetAt);
        target[targetAt] = 0.5f;
        target[targetAt + 1] = 0.5f;
        for (int k = 0; k < CLASSES; k++) {
          target[targetAt + 2 + k] = slot % CLASSES == k ? 1 : 0;
        }
      }
    };
  }

  private static double[] sizes(int batch) {
    double[] sizes = new double[2 * batch];
    java.util.Arrays.fill(sizes, 0.5);
    return sizes;
  }

  private static double[] classes(int batch) {
    double[] classes = new double[CLASSES * batch];
    for (int n = 0; n < batch; n++) {
      classes[n * CLASSES + n % CLASSES] = 1;
    }
    return classes;
  }

  @Test
  void eachOutputHasALossAndAWeight() {
    Network network = network();
    int size = 9;
    Batch batch = Batch.reals(network, size, 3);
    Objective objective = Objective.of(meanSquaredError(), softmaxCrossEntropy()).withWeights(0.25f, 2);
    Workspace workspace = network.gradientWorkspace(size, LayerRun.pool(2), Kernels.active());
    double loss = workspace.step(labelled(network, batch), objective, size, LayerRun.SEED, LayerRun.STEP);

    Reference forward = Reference.of(network, batch, true, null);
    Value sizes = Value.of(forward.outputs().get(0).data(), size, 2);
    Value classes = Value.of(forward.outputs().get(1).data(), size, CLASSES);
    Value first = Oracle.meanSquaredError(sizes, sizes(size));
    Value second = Oracle.softmaxCrossEntropy(classes, classes(size), 0);
    first.backward();
    second.backward();
    assertThat(loss).isCloseTo(0.25 * first.item() + 2 * second.item(), within(1e-4));
    float[] dSizes = weighted(sizes.grad(), 0.25);
    float[] dClasses = weighted(classes.grad(), 2);
    Batch both = new Batch(size, batch.x(), Batch.joined(List.of(dSizes, dClasses), size));
    Reference expected = Reference.of(network, both, true, null);
    for (var parameter : network.parameters().parameters()) {
      int k = network.parameters().parameters().indexOf(parameter);
      if (parameter.trainable()) {
        Close.assertClose(
            workspace.gradients(), parameter.offset(), expected.parameters().get(k).grad(), parameter.name());
      }
    }
  }

  private static float[] weighted(double[] gradient, double weight) {
    float[] weighted = new float[gradient.length];
    for (int i = 0; i < weighted.length; i++) {
      weighted[i] = (float) (weight * gradient[i]);
    }
    return weighted;
  }

  @Test
  void inferenceReportsTheWeightedLossOfEachExample() {
    Network network = network();
    Batch batch = Batch.reals(network, 5, 3);
    Objective objective = Objective.of(meanSquaredError(), softmaxCrossEntropy()).withWeights(3, 0);
    Workspace workspace = network.inferenceWorkspace(5, LayerRun.pool(2));
    workspace.evaluate(labelled(network, batch), objective, 5);
    Reference forward = Reference.of(network, batch, false, null);
    double sum = 0;
    for (int n = 0; n < 5; n++) {
      sum += workspace.losses()[n];
    }
    double expected = Oracle.meanSquaredError(forward.outputs().get(0), sizes(5)).item();
    assertThat(sum / 5).isCloseTo(3 * expected, within(1e-4));
  }

  @Test
  void aLossForEachOutputIsAskedFor() {
    Network network = network();
    Batch batch = Batch.reals(network, 2, 3);
    Workspace workspace = network.trainingWorkspace(2, LayerRun.pool(1));
    assertThatThrownBy(() -> workspace.step(batch.sideBySide(network), meanSquaredError(), 2, 1, 1))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("expected a loss for each of 2 outputs, got 1");
    assertThatThrownBy(() -> Objective.of(meanSquaredError()).withWeights(1, 2))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("expected 1 weights, got 2");
    assertThatThrownBy(() -> Objective.of()).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at least one loss, got none");
    assertThatThrownBy(() -> Objective.of(meanSquaredError()).withWeights(Float.NaN))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("expected finite weights, got [NaN]");
  }

  @Test
  void inputsThatDoNotFitAreAClearError() {
    Network network = network();
    try (InferenceSession session = network.session(4)) {
      assertThatThrownBy(() -> session.predict(Tensor.zeros(2, 6, 5, 2))).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected a tensor for each of 2 inputs, got 1");
      assertThatThrownBy(() -> session.predict(Tensor.zeros(2, 6, 5, 2), Tensor.zeros(3, 4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected as many examples of each input, got (2, 6, 5, 2) and (3, 4)");
      assertThatThrownBy(() -> session.predict(Tensor.zeros(2, 6, 5, 2), Tensor.zeros(2, 5)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected inputs of shape (N, ...) with examples (4,), got (2, 5)");
    }
  }

  @Test
  void anOutputThatIsAViewOfAnotherOneHasAGradientOfItsOwn() {
    Node x = Graph.input("x", 2, 3);
    Node scaled = x.then(tanh());
    Network network = Graph.inputs(x).outputs(scaled, scaled.then(flatten())).build(1);
    Batch batch = Batch.reals(network, 3, 1);
    Reference.of(network, batch, true, null).assertEquals(LayerRun.training(network, batch), network);
  }

  @Test
  void neighboursAreNotFusedWhereAnotherReadsBetweenThem() {
    Node x = Graph.input("x", 8, 8, 1);
    Node open = x.then(conv2D(4, 3), relu());
    Network inside = Graph.inputs(x).outputs(open.then(maxPool2D(2)), open).build(1);
    Network branch = Graph.inputs(x)
        .outputs(Blocks.concat(open.then(maxPool2D(2), flatten()), open.then(globalAveragePool()))).build(1);
    Network alone = Graph.inputs(x).outputs(open.then(maxPool2D(2), dropout(0.1f))).build(1);
    assertThat(inside.executedLayers(true)).hasSize(3);
    assertThat(branch.executedLayers(true)).hasSize(branch.layers().size());
    assertThat(alone.executedLayers(true)).hasSize(2);
  }

  @Test
  void theSummaryNamesTheInputsOfEachLayerAndStaysAligned() {
    Node x = Graph.input("x", 4);
    Node left = x.then(dense(3).named("a name that is longer than any kind of layer is"));
    Network network = Graph.inputs(x).outputs(Blocks.add(left, x.then(dense(3)))).build(1);
    assertThat(network.summary()).isEqualTo("""
        ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        Layer (kind)                                             Output shape  Parameters  Inputs
        ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        x                                                        (None, 4)              0
        a name that is longer than any kind of layer is (dense)  (None, 3)             15  x
        dense_2 (dense)                                          (None, 3)             15  x
        add_1 (add)                                              (None, 3)              0  a name that is longer than any kind of layer is, dense_2
        ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        Total parameters: 30 (0.12 KiB)
        Trainable: 30, not trainable: 0
        """);
  }

  @Test
  void theSummaryStaysAlignedWithCharactersOfAnyWidth() {
    Network network = Sequential.input(4).add(dense(3).named("密集層")).add(dense(3).named("e\u0301te\u0301"))
        .add(dense(3).named("😀")).build(1);
    assertThat(network.summary().lines().limit(7)).containsExactly(
        "────────────────────────────────────────",
        "Layer (kind)    Output shape  Parameters",
        "────────────────────────────────────────",
        "input           (None, 4)              0",
        "密集層 (dense)  (None, 3)             15",
        "e\u0301te\u0301 (dense)     (None, 3)             12",
        "😀 (dense)      (None, 3)             12");
  }

  @Test
  void fusionAndWinogradCanBeSwitchedOff() {
    Node x = Graph.input("x", 18, 18, 16);
    Node y = x.then(conv2D(16, 3).same(), conv2D(16, 3).same(), batchNorm(), relu());
    Graph.Builder graph = Graph.inputs(x).outputs(y);
    assertThat(graph.build(1).executedLayers(true)).hasSize(3).first().extracting(Layer::path).isEqualTo("Winograd");
    assertThat(graph.withoutWinograd().build(1).executedLayers(true)).hasSize(3)
        .first().extracting(Layer::path).isEqualTo("implicit GEMM");
    assertThat(graph.withoutFusion().withoutWinograd().build(1).executedLayers(true))
        .hasSize(4);
    assertThat(graph.withoutWinograd().withoutFusion().build(1).executedLayers(true)).hasSize(4);
  }

  @Test
  void theTextNamesTheShapesOfAllInputsAndOutputs() {
    Node x = Graph.input("x", 4);
    Node y = Graph.input("y", 2, 3);
    Node joint = Blocks.concat(x, y.then(flatten()));
    assertThat(Graph.inputs(x, y).outputs(joint.then(dense(2)), joint.then(dense(1))).build(1))
        .hasToString("Network(4,) and (2, 3) → (2,) and (1,), 4 layers, 33 parameters");
  }
}
