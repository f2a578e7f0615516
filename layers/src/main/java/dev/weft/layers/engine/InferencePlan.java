package dev.weft.layers.engine;

import java.util.List;

/** Runs a network forward, a chunk of examples at a time, each through all layers in the memory of the worker that took it. */
final class InferencePlan implements Plan, Phases.Phase {

  private final Steps steps;
  private final Run run;
  private final BatchMemory batch;
  private final InferenceArena arena;
  private final Pass[][] passes; // by worker, then step

  InferencePlan(Steps steps, Run run, BatchMemory batch, int capacity, int chunk, int workers) {
    this.steps = steps;
    this.run = run;
    this.batch = batch;
    this.arena = new InferenceArena(steps, capacity, chunk, workers);
    this.passes = new Pass[workers][steps.count()];
    for (int worker = 0; worker < workers; worker++) {
      for (int i = 0; i < steps.count(); i++) {
        passes[worker][i] =
            new Pass(run, new Chunk(worker), steps.layer(i), chunk, arena.memory(), arena.places(worker, i));
      }
    }
  }

  @Override
  public Phases.Phase prepare() {
    return new PreparePhase(steps, passes[0], run);
  }

  @Override
  public List<Phases.Phase> forward() {
    return List.of(this);
  }

  @Override
  public int tasks() {
    return run.chunks();
  }

  @Override
  public void run(int worker, int task) {
    int from = run.from(task);
    int count = run.to(task) - from;
    load(worker, from, count);
    for (int i = 0; i < steps.count(); i++) {
      if (!steps.layer(i).isView(false)) {
        steps.layer(i).forward(passes[worker][i], worker, 0, count);
      }
    }
    finish(worker, from, count);
  }

  private void load(int worker, int from, int count) {
    int[] places = batch.inputPlaces(worker);
    for (int n = 0; n < count; n++) {
      for (int k = 0; k < places.length; k++) {
        places[k] = arena.input(worker, k) + n * batch.inputSize(k);
      }
      batch.load(run, from + n, arena.memory(), places);
    }
  }

  private void finish(int worker, int from, int count) {
    float[] memory = arena.memory();
    for (int k = 0; k < steps.outputs().size(); k++) {
      int size = batch.outputSize(k);
      System.arraycopy(
          memory, arena.chunkOutput(worker, k), memory, arena.output(k) + from * size, count * size);
    }
    if (run.objective() != null && !run.objective().isOverBatch()) {
      batch.clearLosses(from, from + count);
      for (int k = 0; k < steps.outputs().size(); k++) {
        addLosses(k, from, from + count);
      }
    }
  }

  private void addLosses(int k, int from, int to) {
    for (int n = from; n < to; n++) {
      batch.addLoss(run, n, k, arena.memory(), arena.output(k) + n * batch.outputSize(k));
    }
  }

  @Override
  public void evaluateOverBatch() {
    batch.clearLosses(0, run.batch());
    for (int k = 0; k < steps.outputs().size(); k++) {
      if (run.objective().loss(k) instanceof BatchLoss) {
        batch.evaluateOverBatch(run, k, arena.memory(), -1, arena.output(k));
      } else {
        addLosses(k, 0, run.batch());
      }
    }
  }

  @Override
  public InferenceArena arena() {
    return arena;
  }

  @Override
  public int output(int k) {
    return arena.output(k);
  }
}
