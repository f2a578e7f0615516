package dev.weft.layers.engine;

import dev.weft.core.kernel.WarmUp;
import dev.weft.core.parallel.WorkerPool;

/**
 * What a {@link Workspace} has planned: memory and phases, what runs them and what they leave. Planned anew if a run needs memory
 * that was to be used again.
 */
final class WorkspacePlan {

  private static final int CHUNKS_PER_WORKER = 2;

  /** Parameters from which on a network has so much to compute that it pays to warm the kernels up first. */
  private static final int LARGE = 20_000;

  private static final long WARM_UP_MILLIS = 15_000; // a step without compiled kernels would take seconds

  private final Steps steps;
  private final Run run;
  private final BatchMemory batch;
  private final WorkerPool pool;
  private final boolean trains;
  private final boolean inputGradients;
  private KeptMemory kept;
  private Plan plan;
  private TrainingPlan training; // null: for inference
  private Results results;
  private Runner runner;

  WorkspacePlan(
      Steps steps, Run run, BatchMemory batch, WorkerPool pool, boolean trains, boolean inputGradients,
      KeptMemory kept) {
    this.steps = steps;
    this.run = run;
    this.batch = batch;
    this.pool = pool;
    this.trains = trains;
    this.inputGradients = inputGradients;
    plan(kept);
  }

  private void plan(KeptMemory memory) {
    int capacity = batch.capacity();
    kept = memory;
    training = trains ? new TrainingPlan(steps, run, batch, capacity, pool.workers(), inputGradients, memory) : null;
    plan = trains ? training
        : new InferencePlan(steps, run, batch, capacity, chunk(capacity, pool.workers()), pool.workers());
    results = new Results(steps, run, plan.arena().memory(), plan, training);
    runner = new Runner(pool, plan, training);
  }

  /** Compiles the kernels of a network that has much to compute; before anything large is allocated. */
  static void warmUp(Network network, boolean trains) {
    if (network.parameters().size() >= LARGE) {
      WarmUp.run(network.kernelUse(trains), WARM_UP_MILLIS);
    }
  }

  /** How many examples a worker takes at a time, so that every worker gets some; one alone takes as many as it may. */
  static int chunk(int batch, int workers) {
    int share = workers == 1 ? 1 : CHUNKS_PER_WORKER * workers;
    return Math.min(Workspace.MAX_CHUNK, (batch + share - 1) / share);
  }

  /** Plans anew if forward and backward could not be run one after the other. */
  void requireHalves() {
    if (kept == KeptMemory.OF_STEPS) {
      plan(KeptMemory.OF_HALVES);
    }
  }

  /** Refuses backward by itself, if memory that it needs was used again. */
  void requireBackward() {
    requireTraining();
    if (kept == KeptMemory.OF_STEPS) {
      requireKept();
    }
  }

  void requireTraining() {
    if (!trains) {
      throw new IllegalStateException("expected a training workspace, got one for inference");
    }
  }

  private void requireKept() {
    if (kept != KeptMemory.ALL) {
      throw new IllegalStateException(
          "expected a workspace that keeps what all layers put out, as Network.keepingWorkspace makes it, got one that uses"
              + " their memory again");
    }
  }

  Runner runner() {
    return runner;
  }

  /** Where outputs lie. */
  float[] memory() {
    return plan.arena().memory();
  }

  /** Where output k lies in it. */
  int output(int k) {
    return plan.output(k);
  }

  /** The outputs of the last run. */
  Results outputs() {
    return results;
  }

  /** What a run that trains leaves besides. */
  Results trained() {
    requireTraining();
    return results;
  }

  /** The gradients of inputs as well. */
  Results differentiated() {
    if (!inputGradients) {
      throw new IllegalStateException("expected a workspace with input gradients, got one without");
    }
    return results;
  }

  /** What every layer left. */
  Results kept() {
    requireKept();
    return results;
  }

  StepParts parts() {
    requireKept();
    return new StepParts(steps, run, training);
  }
}
