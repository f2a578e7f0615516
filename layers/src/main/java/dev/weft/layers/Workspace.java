package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The memory and the plan of a run: activations, gradients and scratch for one network, batch size and worker pool.
 *
 * <p>A run is a few phases with a barrier between them. Consecutive work by example (load, forward of every layer, loss,
 * backward of every layer) is one phase, so that a chunk of examples goes through the whole network in one worker's cache;
 * gradients of parameters follow as one phase over slices of the parameters. Only layers that reduce over the batch
 * (BatchNorm) split a phase. No run allocates.
 *
 * <p>Not safe for use by several threads at once: give each its own.
 */
public final class Workspace {

  /** The most examples that one call of {@link Layer#forward} or {@link Layer#backward} is given. */
  public static final int MAX_CHUNK = 16;

  private static final int CHUNKS_PER_WORKER = 2;
  private static final int ZERO_SLICE = 1 << 15;

  private final Sequential network;
  private final Kernels kernels;
  private final WorkerPool pool;
  private final int capacity;
  private final boolean trains;
  private final float[] gradients;
  private final Arena arena;
  private final Pass[] passes;
  private final float[] targets;
  private final float[] losses;
  private final Phases.Prepare prepare;
  private final List<Phases.Phase> forwardPlan;
  private final List<Phases.Phase> trainingPlan;
  private final List<Phases.Phase> backwardPlan;

  private int batch;
  private int chunk;
  private boolean training;
  private ExampleSource source;
  private Loss loss;

  Workspace(
      Sequential network, int capacity, WorkerPool pool, boolean trains, boolean inputGradient, Kernels kernels) {
    if (capacity < 1) {
      throw new IllegalArgumentException("expected a batch size of 1 or more, got " + capacity);
    }
    this.network = network;
    this.kernels = kernels;
    this.pool = pool;
    this.capacity = capacity;
    this.trains = trains;
    List<Layer> layers = network.executedLayers();
    this.arena = new Arena(network.inputShape(), layers, capacity, pool.workers(), trains, inputGradient);
    this.gradients = new float[trains ? network.parameters().size() : 0];
    this.targets = new float[capacity * network.outputShape().size()];
    this.losses = new float[capacity];
    this.passes = new Pass[layers.size()];
    for (int i = 0; i < passes.length; i++) {
      passes[i] = new Pass(this, layers.get(i), arena.memory(), arena.places(i));
    }
    Phases phases = new Phases(this, layers, passes, trains);
    this.prepare = phases.prepare();
    this.forwardPlan = phases.forward();
    this.trainingPlan = trains ? phases.trainingStep() : List.of();
    this.backwardPlan = trains ? phases.backward() : List.of();
    prepare();
  }

  /** Derives packed weights and the like from the parameters; call after they changed. */
  public void prepare() {
    pool.run(prepare.tasks(), prepare);
  }

  /**
   * Runs the network forward in inference mode; read the result with {@link #outputs()} and {@link #losses()}.
   *
   * @param source gives the examples
   * @param loss evaluated per example, or null for none
   * @param batch number of examples, 1 to the capacity
   */
  public void infer(ExampleSource source, Loss loss, int batch) {
    begin(source, loss, batch, false);
    run(forwardPlan);
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
    requireTraining();
    begin(source, loss, batch, true);
    reseed(seed, step);
    prepare();
    run(trainingPlan);
    return meanLoss();
  }

  /** The forward half of {@link #step} in training mode, without a loss. */
  public void forwardTraining(ExampleSource source, int batch, long seed, long step) {
    requireTraining();
    begin(source, null, batch, true);
    reseed(seed, step);
    prepare();
    run(forwardPlan);
  }

  /**
   * The backward half, from output gradients written to {@link #outputGradients()}, after {@link #forwardTraining} or, for
   * gradients in inference mode, {@link #infer}. Gradients of parameters are added to those of earlier calls until the next
   * {@link #prepare}.
   */
  public void backward() {
    requireTraining();
    run(backwardPlan);
  }

  private void requireTraining() {
    if (!trains) {
      throw new IllegalStateException("expected a training workspace, got one for inference");
    }
  }

  private void begin(ExampleSource source, Loss loss, int batch, boolean training) {
    if (batch < 1 || batch > capacity) {
      throw new IllegalArgumentException("expected a batch of 1 to " + capacity + " examples, got " + batch);
    }
    this.source = source;
    this.loss = loss;
    this.batch = batch;
    this.training = training;
    int share = CHUNKS_PER_WORKER * pool.workers();
    this.chunk = Math.min(MAX_CHUNK, (batch + share - 1) / share);
  }

  private void reseed(long seed, long step) {
    for (Pass pass : passes) {
      pass.reseed(seed, step);
    }
  }

  private void run(List<Phases.Phase> plan) {
    for (int i = 0; i < plan.size(); i++) {
      Phases.Phase phase = plan.get(i);
      pool.run(phase.tasks(), phase);
    }
  }

  private double meanLoss() {
    double sum = 0;
    for (int n = 0; n < batch; n++) {
      sum += losses[n];
    }
    return sum / batch;
  }

  /** The loss of each example of the last run; shared, valid until the next run. */
  public float[] losses() {
    return losses;
  }

  /** The targets of the last run, one row of outputs per example; shared. */
  public float[] targets() {
    return targets;
  }

  /** The gradients of the last step, in the order of the parameter slab; shared. */
  public float[] gradients() {
    return gradients;
  }

  /** The outputs of the last run, (batch, …); shares memory, valid until the next run. */
  public Tensor outputs() {
    Pass last = passes[passes.length - 1];
    return Tensor.wrap(arena.memory(), last.y(0), network.outputShape().prepend(batch));
  }

  /** The array in which the outputs lie, from {@link #outputOffset()}. */
  public float[] outputArray() {
    return arena.memory();
  }

  /** Where the first output lies in {@link #outputArray()}. */
  public int outputOffset() {
    return passes[passes.length - 1].y(0);
  }

  /** The gradients of the outputs, (batch, …); shares memory. */
  public Tensor outputGradients() {
    requireTraining();
    Pass last = passes[passes.length - 1];
    return Tensor.wrap(arena.memory(), last.dy(0), network.outputShape().prepend(batch));
  }

  /**
   * The gradients of the inputs of the last step, (batch, …); shares memory.
   *
   * @throws IllegalStateException if the workspace was made without them
   */
  public Tensor inputGradients() {
    if (arena.inputGradient() < 0) {
      throw new IllegalStateException("expected a workspace with input gradients, got one without");
    }
    return Tensor.wrap(arena.memory(), arena.inputGradient(), network.inputShape().prepend(batch));
  }

  /** What layer i of the executed layers put out in the last run, (batch, …); shares memory. */
  public Tensor activation(int layer) {
    return Tensor.wrap(
        arena.memory(), passes[layer].y(0), network.executedLayers().get(layer).outputShape().prepend(batch));
  }

  /** The gradients of what layer i of the executed layers put out, from the last backward, (batch, …); shares memory. */
  public Tensor activationGradients(int layer) {
    requireTraining();
    return Tensor.wrap(
        arena.memory(), passes[layer].dy(0), network.executedLayers().get(layer).outputShape().prepend(batch));
  }

  /** The bytes that this workspace's arrays take. */
  public long bytes() {
    return 4L * (arena.memory().length + gradients.length + targets.length + losses.length);
  }

  /** The workers that runs are split over. */
  public WorkerPool pool() {
    return pool;
  }

  int capacity() {
    return capacity;
  }

  int batch() {
    return batch;
  }

  int chunk() {
    return chunk;
  }

  boolean training() {
    return training;
  }

  Kernels kernels() {
    return kernels;
  }

  float[] values() {
    return network.parameters().values();
  }

  /** The number of slices in which gradients are cleared before a step. */
  int zeroSlices() {
    return (gradients.length + ZERO_SLICE - 1) / ZERO_SLICE;
  }

  void zero(int slice) {
    Arrays.fill(gradients, slice * ZERO_SLICE, Math.min(gradients.length, (slice + 1) * ZERO_SLICE), 0f);
  }

  void load(int from, int to) {
    int inputSize = network.inputShape().size();
    int outputSize = network.outputShape().size();
    for (int n = from; n < to; n++) {
      source.load(n, arena.memory(), arena.input() + n * inputSize, targets, n * outputSize);
    }
  }

  void evaluateLoss(int from, int to) {
    if (loss == null) {
      return;
    }
    Pass last = passes[passes.length - 1];
    int size = network.outputShape().size();
    float[] memory = arena.memory();
    for (int n = from; n < to; n++) {
      losses[n] = loss.loss(memory, last.y(n), targets, n * size, size);
      if (training) {
        loss.gradient(memory, last.dy(n), memory, last.y(n), targets, n * size, size, 1f / batch);
      }
    }
  }
}
