package dev.weft.layers;

import static dev.weft.layers.Layers.averagePool2D;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.gelu;
import static dev.weft.layers.Layers.leakyRelu;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.engine.Objective;
import dev.weft.layers.engine.Workspace;
import dev.weft.layers.oracle.Oracle;
import dev.weft.layers.oracle.Value;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole networks in a workspace: steps, their gradients, their memory. */
class WorkspaceTest {

  private static final int CLASSES = 4;

  /** A network with a layer of every sort; the first three fuse. */
  private static Sequential.Builder mixed(float rate) {
    return Sequential.input(13, 12, 2)
        .add(conv2D(6, 3).heNormal()).add(relu()).add(maxPool2D(2))
        .add(conv2D(5, 3).same()).add(batchNorm()).add(leakyRelu(0.2f)).add(dropout(rate))
        .add(averagePool2D(2)).add(conv2D(7, 2)).add(gelu())
        .add(flatten()).add(dense(9)).add(tanh()).add(dense(CLASSES));
  }

  /** Inputs with one-hot targets. */
  private static ExampleSource labelled(Batch batch) {
    return (slot, x, at, target, targetAt) -> {
      batch.load(slot, x, at, target, targetAt);
      for (int k = 0; k < CLASSES; k++) {
        target[targetAt + k] = slot * 3 % CLASSES == k ? 1 : 0;
      }
    };
  }

  private static double[] targets(int size) {
    double[] targets = new double[size * CLASSES];
    for (int n = 0; n < size; n++) {
      targets[n * CLASSES + n * 3 % CLASSES] = 1;
    }
    return targets;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 37})
  void aStepGivesTheLossAndTheGradientsOfTheOracle(int size) {
    Network network = mixed(0).build(1);
    Batch inputs = Batch.reals(network, size, 5);
    Workspace workspace = network.gradientWorkspace(40, LayerRun.pool(2), Kernels.active());
    double loss = workspace.step(labelled(inputs), Losses.softmaxCrossEntropy(), size, 1, 1);

    Batch flat = new Batch(size, inputs.x(), new float[size * CLASSES]);
    float[] all = new float[size * 5 * 5 * 5];
    Arrays.fill(all, 1);
    Value logits = Value.of(Reference.of(network, flat, true, all).y().data(), size, CLASSES);
    Value expectedLoss = Oracle.softmaxCrossEntropy(logits, targets(size), 0);
    expectedLoss.backward();
    assertThat(loss).isCloseTo(expectedLoss.item(), within(1e-5));
    float[] dy = new float[logits.size()];
    for (int i = 0; i < dy.length; i++) {
      dy[i] = (float) logits.grad()[i];
    }
    Reference expected = Reference.of(network, new Batch(size, inputs.x(), dy), true, all);
    LayerRun run =
        new LayerRun(
            workspace.outputs().toArray(), workspace.inputGradients().toArray(), workspace.gradients(), null);
    expected.assertEquals(run, network);
  }

  @Test
  void aStepIsItsForwardAndBackwardHalves() {
    Network network = mixed(0.4f).build(1);
    Batch inputs = Batch.reals(network, 9, 5);
    Workspace whole = network.gradientWorkspace(9, LayerRun.pool(2), Kernels.active());
    whole.step(labelled(inputs), Losses.softmaxCrossEntropy(), 9, LayerRun.SEED, LayerRun.STEP);
    Network other = mixed(0.4f).build(1);
    LayerRun halves = LayerRun.training(other, new Batch(9, inputs.x(), whole.outputGradients().toArray()));
    assertThat(halves.gradients()).containsExactly(whole.gradients());
    assertThat(halves.dx()).containsExactly(whole.inputGradients().toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void severalWorkersTakeTheSameStepsToTheLastBit(int workers) {
    assertThat(train(workers)).containsExactly(train(1));
  }

  /** Five steps of plain gradient descent with dropout and moving statistics. */
  private static float[] train(int workers) {
    Network network = mixed(0.4f).build(1);
    Batch inputs = Batch.reals(network, 35, 5);
    Workspace workspace = network.trainingWorkspace(35, LayerRun.pool(workers));
    float[] values = network.parameters().values();
    for (int step = 0; step < 5; step++) {
      workspace.step(labelled(inputs), Losses.softmaxCrossEntropy(), 35 - step, 1, step);
      for (int i = 0; i < network.parameters().trainable(); i++) {
        values[i] -= 0.1f * workspace.gradients()[i];
      }
    }
    return values;
  }

  @Test
  void inferenceReportsTheLossOfEachExample() {
    Network network = mixed(0.4f).build(1);
    Batch inputs = Batch.reals(network, 6, 5);
    Workspace workspace = network.inferenceWorkspace(8, LayerRun.pool(2));
    workspace.infer(labelled(inputs), Losses.softmaxCrossEntropy(), 6);
    Batch flat = new Batch(6, inputs.x(), new float[6 * CLASSES]);
    Value logits = Value.of(Reference.of(network, flat, false).y().data(), 6, CLASSES);
    Close.assertClose(workspace.outputs().toArray(), logits.data(), "logits");
    double sum = 0;
    for (int n = 0; n < 6; n++) {
      sum += workspace.losses()[n];
    }
    assertThat(sum / 6).isCloseTo(Oracle.softmaxCrossEntropy(logits, targets(6), 0).item(), within(1e-5));
  }

  @Test
  void aViewAtEitherEndOfANetworkKeepsItsGradient() {
    Network network = Sequential.input(3, 2, 2).add(flatten()).add(dense(6)).add(flatten()).build(1);
    Batch batch = Batch.reals(network, 3, 1);
    Reference.of(network, batch, true).assertEquals(LayerRun.training(network, batch), network);
  }

  @Test
  void aStepAllocatesNothing() {
    Assumptions.assumeTrue(
        ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean
            && bean.isThreadAllocatedMemorySupported());
    var bean = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Network network = mixed(0.4f).build(1);
    ExampleSource source = labelled(Batch.reals(network, 9, 5));
    Loss loss = Losses.softmaxCrossEntropy().withLabelSmoothing(0.1f);
    try (WorkerPool pool = new WorkerPool(2)) {
      long[] threads = threads(pool);
      Workspace workspace = network.gradientWorkspace(9, pool, Kernels.scalar());
      steps(workspace, source, loss, 20);
      bean.getThreadAllocatedBytes(threads);
      long[] before = bean.getThreadAllocatedBytes(threads);
      long[] again = bean.getThreadAllocatedBytes(threads);
      steps(workspace, source, loss, 50);
      long[] after = bean.getThreadAllocatedBytes(threads);
      long measuring = again[0] - before[0];
      assertThat(after[0] - again[0]).as("caller, 50 steps").isLessThanOrEqualTo(measuring + 1024);
      assertThat(after[1] - again[1]).as("worker 1, 50 steps").isLessThan(1024);
    }
  }

  private static void steps(Workspace workspace, ExampleSource source, Loss loss, int count) {
    for (int step = 0; step < count; step++) {
      workspace.step(source, loss, 9, 1, step);
    }
  }

  private static long[] threads(WorkerPool pool) {
    long[] threads = new long[pool.workers()];
    CountDownLatch together = new CountDownLatch(threads.length);
    pool.run(
        threads.length,
        (worker, index) -> {
          threads[worker] = Thread.currentThread().threadId();
          together.countDown();
          try {
            together.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return threads;
  }

  @Test
  void whatAWorkspaceWasNotMadeForIsAClearError() {
    Network network = Sequential.input(3).add(dense(2)).build(1);
    Batch batch = Batch.reals(network, 2, 1);
    Workspace inference = network.inferenceWorkspace(2, LayerRun.pool(1));
    assertThatThrownBy(() -> inference.step(batch, Losses.meanSquaredError(), 2, 1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected a training workspace, got one for inference");
    assertThatThrownBy(inference::backward).isInstanceOf(IllegalStateException.class);
    Workspace training = network.trainingWorkspace(2, LayerRun.pool(1));
    assertThatThrownBy(training::inputGradients).isInstanceOf(IllegalStateException.class)
        .hasMessage("expected a workspace with input gradients, got one without");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3})
  void aBatchMustFitTheWorkspace(int size) {
    Network network = Sequential.input(3).add(dense(2)).build(1);
    Workspace workspace = network.trainingWorkspace(2, LayerRun.pool(1));
    Batch batch = Batch.reals(network, 4, 1);
    assertThatThrownBy(() -> workspace.infer(batch, null, size)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a batch of 1 to 2 examples, got " + size);
  }

  @Test
  void aWorkspaceOfNoExamplesIsRejected() {
    Network network = Sequential.input(3).add(dense(2)).build(1);
    assertThatThrownBy(() -> network.trainingWorkspace(0, LayerRun.pool(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a batch size of 1 or more, got 0");
  }

  /** Wants more numbers of an example than an output has. */
  private record Greedy(Loss real) implements Loss {
    @Override
    public String name() {
      return "greedy";
    }

    @Override
    public Map<String, Object> config() {
      return Map.of();
    }

    @Override
    public float loss(float[] output, int outputOffset, float[] target, int targetOffset, int size) {
      return real.loss(output, outputOffset, target, targetOffset, size);
    }

    @Override
    public void gradient(
        float[] dOutput, int dOutputOffset, float[] output, int outputOffset, float[] target, int targetOffset,
        int size,
        float scale) {
      real.gradient(dOutput, dOutputOffset, output, outputOffset, target, targetOffset, size, scale);
    }

    @Override
    public int targetSize(int size) {
      return size + 1;
    }
  }

  @Test
  void anObjectiveThatIsRefusedLeavesTheTargetsOfTheOneBeforeInTheirPlaces() {
    Node x = Graph.input("x", 3);
    Network network = Graph.inputs(x).outputs(x.then(dense(2)), x.then(dense(2)), x.then(dense(1))).build(1);
    Workspace workspace = network.inferenceWorkspace(1, LayerRun.pool(1));
    Objective one =
        Objective.of(Losses.sparseSoftmaxCrossEntropy(), Losses.meanSquaredError(), Losses.meanSquaredError());
    Objective refused =
        Objective.of(Losses.meanSquaredError(), Losses.meanSquaredError(), new Greedy(Losses.meanSquaredError()));
    ExampleSource source = (slot, to, at, target, targetAt) -> {
      Arrays.fill(to, at, at + 3, 0.5f);
      for (int i = 0; i < 4; i++) {
        target[targetAt + i] = i;
      }
    };
    workspace.evaluate(source, one, 1);
    float loss = workspace.losses()[0];
    assertThatThrownBy(() -> workspace.evaluate(source, refused, 1)).isInstanceOf(IllegalArgumentException.class);
    workspace.evaluate(source, one, 1);
    assertThat(workspace.losses()[0]).isEqualTo(loss);
  }
}
