package dev.weft.layers.engine;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;
import java.util.List;

/**
 * The memory and the plan of a run: activations, gradients and scratch for one network, batch size and worker pool.
 *
 * <p>A run is a few phases with a barrier between them. Consecutive work by example (load, forward of every layer, loss,
 * backward of every layer) is one phase, so that a chunk of examples goes through the whole network in one worker's cache;
 * gradients of parameters follow as one phase over slices of the parameters. Only layers that reduce over the batch
 * (BatchNorm) split a phase. No run allocates.
 *
 * <p>Which layers are executed is decided here: {@linkplain Rewrite rewrites} of the network replace some of them, others in
 * training than in inference.
 *
 * <p>Serves one thread at a time: a call during another thread's is refused with an {@link IllegalStateException}.
 *
 * {@snippet :
 * ExampleSource source = (slot, to, at, target, targetAt) -> {
 *   training.loadInputs(slot, to, new int[] {at});
 *   training.loadTargets(slot, target, targetAt);
 * };
 * try (WorkerPool pool = new WorkerPool(2)) { // a training loop of one's own
 *   Workspace workspace = network.trainingWorkspace(20, pool);
 *   for (int step = 1; step <= 3; step++) {
 *     double loss = workspace.step(source, softmaxCrossEntropy(), 20, 1, step);
 *     float[] gradients = workspace.gradients();
 *     float[] values = network.parameters().values();
 *     for (int i = 0; i < gradients.length; i++) {
 *       values[i] -= 0.1f * gradients[i];
 *     }
 *   }
 * }
 * }
 */
public final class Workspace {

  /** The most examples that one call of {@link Layer#forward} or {@link Layer#backward} is given. */
  public static final int MAX_CHUNK = 16;

  private final Steps steps;
  private final WorkerPool pool;
  private final float[] gradients;
  private final Run run;
  private final BatchMemory batch;
  private final WorkspacePlan plan;
  private final LastObjective objectives = new LastObjective();
  private final Exclusive use = new Exclusive("a workspace");

  private Workspace(
      Network network, int capacity, WorkerPool pool, boolean trains, boolean inputGradients, KeptMemory kept,
      Kernels kernels) {
    if (capacity < 1) {
      throw new IllegalArgumentException("expected a batch size of 1 or more, got " + capacity);
    }
    ParameterSlab slab = network.parameters();
    this.steps = network.executedSteps(trains);
    WorkspacePlan.warmUp(network, trains);
    this.pool = pool;
    this.gradients = new float[trains ? slab.size() : 0];
    this.run = new Run(kernels, slab.values(), gradients, trains ? steps.touchedRows() : List.of());
    this.batch = new BatchMemory(steps, capacity, pool.workers());
    this.plan = new WorkspacePlan(steps, run, batch, pool, trains, inputGradients, kept);
    plan.runner().prepare();
  }

  /** A workspace that trains; see {@link Network#trainingWorkspace}. */
  static Workspace training(
      Network network, int capacity, WorkerPool pool, boolean inputGradients, boolean keeps, Kernels kernels) {
    return new Workspace(
        network, capacity, pool, true, inputGradients, keeps ? KeptMemory.ALL : KeptMemory.OF_STEPS, kernels);
  }

  /** A workspace that only predicts; see {@link Network#inferenceWorkspace}. */
  static Workspace inference(Network network, int capacity, WorkerPool pool, Kernels kernels) {
    return new Workspace(network, capacity, pool, false, false, KeptMemory.OF_STEPS, kernels);
  }

  /** Derives packed weights and the like from the parameters; call after they changed. */
  public void prepare() {
    use.enter();
    try {
      plan.runner().prepare();
    } finally {
      use.leave();
    }
  }

  /**
   * Runs the network forward in inference mode; read the result with {@link #outputs()} and {@link #losses()}.
   *
   * @param source gives the examples
   * @param loss evaluated per example, or null for none
   * @param batch number of examples, 1 to the capacity
   */
  public void infer(ExampleSource source, Loss loss, int batch) {
    evaluate(source, objectives.of(loss), batch);
  }

  /** As {@link #infer}, with a loss for each output. */
  public void evaluate(ExampleSource source, Objective objective, int batch) {
    use.enter();
    try {
      begin(source, objective, batch, false);
      plan.runner().evaluate(objective);
    } finally {
      use.leave();
    }
  }

  /**
   * One training step short of the update: forward, loss, backward. Parameters are read as they are now; afterwards {@link
   * #gradients()} holds the gradient of the mean loss.
   *
   * @param seed of the run
   * @param step counts steps of the run; dropout draws depend on (seed, step) alone
   * @return mean loss of the batch
   */
  public double step(ExampleSource source, Loss loss, int batch, long seed, long step) {
    return step(source, objectives.of(loss), batch, seed, step);
  }

  /** The same with a loss for each output. */
  public double step(ExampleSource source, Objective objective, int batch, long seed, long step) {
    plan.requireTraining();
    use.enter();
    try {
      if (objective.isOverBatch()) {
        plan.requireHalves();
      }
      begin(source, objective, batch, true);
      run.reseed(seed, step);
      plan.runner().prepare();
      plan.runner().step(objective);
      return this.batch.meanLoss(batch);
    } finally {
      use.leave();
    }
  }

  /** The forward half of {@link #step} in training mode, without a loss. */
  public void forwardTraining(ExampleSource source, int batch, long seed, long step) {
    plan.requireTraining();
    use.enter();
    try {
      plan.requireHalves();
      begin(source, null, batch, true);
      run.reseed(seed, step);
      plan.runner().prepare();
      plan.runner().forward();
    } finally {
      use.leave();
    }
  }

  /**
   * The backward half, from output gradients written to {@link #outputGradients()}, after {@link #forwardTraining} or, for
   * gradients in inference mode, {@link #infer}, if the workspace keeps what it computes. Gradients of parameters are added to those
   * of earlier calls until the next {@link #prepare}.
   *
   * @throws IllegalStateException if memory that it needs was used again
   */
  public void backward() {
    plan.requireBackward();
    use.enter();
    try {
      plan.runner().backward();
    } finally {
      use.leave();
    }
  }

  private void begin(ExampleSource source, Objective objective, int batch, boolean training) {
    if (batch < 1 || batch > this.batch.capacity()) {
      throw new IllegalArgumentException(
          "expected a batch of 1 to " + this.batch.capacity() + " examples, got " + batch);
    }
    if (objective != null) {
      objective.requireOneForEach(steps.outputs().size());
    }
    this.batch.layOut(objective);
    run.begin(source, objective, batch, WorkspacePlan.chunk(batch, pool.workers()), training);
  }

  /** The loss of each example of the last run; shared, valid until the next run. */
  public float[] losses() {
    return batch.losses();
  }

  /** The targets of the last run, those of all outputs of an example side by side; shared. */
  public float[] targets() {
    return batch.targets();
  }

  /**
   * The gradients of the last step, in the order of the parameter slab; shared. Who writes into those of a parameter of {@link
   * #touchedRows} says so there.
   */
  public float[] gradients() {
    return gradients;
  }

  /** The parameters of which steps change the gradients of few rows, and these rows; none for most networks. */
  public List<TouchedRows> touchedRows() {
    return run.touched();
  }

  /** The first outputs of the last run, (batch, …); shares memory, valid until the next run. */
  public Tensor outputs() {
    return outputs(0);
  }

  /** Output k of the last run, (batch, …); shares memory, valid until the next run. */
  public Tensor outputs(int k) {
    return plan.outputs().outputs(k);
  }

  /** The array in which the outputs lie, from {@link #outputOffset()}. */
  public float[] outputArray() {
    return plan.memory();
  }

  /** Where the first output lies in {@link #outputArray()}. */
  public int outputOffset() {
    return plan.output(0);
  }

  /** Where output k lies in {@link #outputArray()}. */
  public int outputOffset(int k) {
    return plan.output(k);
  }

  /** The gradients of the first outputs, (batch, …); shares memory. */
  public Tensor outputGradients() {
    return outputGradients(0);
  }

  /** The gradients of output k, (batch, …); shares memory. */
  public Tensor outputGradients(int k) {
    return plan.trained().outputGradients(k);
  }

  /**
   * The gradients of the first inputs of the last step, (batch, …); shares memory.
   *
   * @throws IllegalStateException if the workspace was made without them
   */
  public Tensor inputGradients() {
    return inputGradients(0);
  }

  /**
   * The gradients of input k of the last step, (batch, …); shares memory.
   *
   * @throws IllegalStateException if the workspace was made without them
   */
  public Tensor inputGradients(int k) {
    return plan.differentiated().inputGradients(k);
  }

  /**
   * What a layer put out in the last run, (batch, …); shares memory.
   *
   * @param layer the name of a layer that is executed by itself, or of several that are fused, joined with {@code +}
   * @throws IllegalArgumentException if none of this name is executed
   * @throws IllegalStateException if the workspace does not keep them, see {@link Network#keepingWorkspace}
   */
  public Tensor activation(String layer) {
    return plan.kept().activation(layer);
  }

  /**
   * The gradients of what a layer put out, from the last backward, (batch, …); shares memory.
   *
   * @throws IllegalArgumentException if no layer of this name is executed
   * @throws IllegalStateException if the workspace does not keep them, see {@link Network#keepingWorkspace}, or nothing before the
   *     layer needs a gradient
   */
  public Tensor activationGradients(String layer) {
    return plan.kept().activationGradients(layer);
  }

  /** The layers that are executed, in order. */
  public List<Layer> executedLayers() {
    return steps.list().stream().map(Step::layer).toList();
  }

  /**
   * The parts of a step, to be run one by one.
   *
   * @throws IllegalStateException if the workspace does not keep what it computes, see {@link Network#keepingWorkspace}
   */
  public StepParts parts() {
    return plan.parts();
  }

  /** The bytes that this workspace's arrays take. */
  public long bytes() {
    return 4L * (plan.memory().length + gradients.length + batch.targets().length + batch.losses().length);
  }

  /** The workers that runs are split over. */
  public WorkerPool pool() {
    return pool;
  }
}
