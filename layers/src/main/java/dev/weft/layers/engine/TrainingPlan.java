package dev.weft.layers.engine;

import java.util.ArrayList;
import java.util.List;

/** Runs a network forward and backward on a whole batch. */
final class TrainingPlan implements Plan {

  private final Steps steps;
  private final Run run;
  private final BatchMemory batch;
  private final TrainingArena arena;
  private final Pass[] passes;
  private final boolean[] needs;

  TrainingPlan(Steps steps, Run run, BatchMemory batch, int capacity, int workers, boolean inputGradients) {
    this.steps = steps;
    this.run = run;
    this.batch = batch;
    this.arena = new TrainingArena(steps, capacity, workers, inputGradients);
    this.needs = steps.needGradient(inputGradients);
    this.passes = new Pass[steps.count()];
    for (int i = 0; i < passes.length; i++) {
      passes[i] = new Pass(run, steps.layer(i), capacity, arena.memory(), arena.places(i));
    }
  }

  @Override
  public Phases.Phase prepare() {
    return new Phases.Prepare(steps, passes, run.gradients());
  }

  @Override
  public List<Phases.Phase> forward() {
    Phases phases = new Phases(run);
    forward(phases);
    return phases.finish();
  }

  /** Every layer backward, then the gradients of the parameters. */
  List<Phases.Phase> backward() {
    Phases phases = new Phases(run);
    backward(phases);
    return phases.finish();
  }

  /** Forward, loss and backward with as few barriers as the layers allow. */
  List<Phases.Phase> step() {
    Phases phases = new Phases(run);
    forward(phases);
    backward(phases);
    return phases.finish();
  }

  private void forward(Phases phases) {
    phases.add((worker, from, to) -> load(worker, from, to));
    for (int i = 0; i < passes.length; i++) {
      Layer layer = steps.layer(i);
      Pass pass = passes[i];
      if (layer.statisticsTasks() > 0) {
        phases.add((worker, from, to) -> observe(layer, pass, worker, from, to));
        phases.barrier(new Phases.Statistics(run, layer, pass));
      }
      if (!layer.isView(true)) {
        phases.add((worker, from, to) -> layer.forward(pass, worker, from, to));
      }
    }
    phases.add((worker, from, to) -> evaluateLosses(from, to));
  }

  private void observe(Layer layer, Pass pass, int worker, int from, int to) {
    if (run.training()) {
      layer.observe(pass, worker, from, to);
    }
  }

  private void load(int worker, int from, int to) {
    int[] places = batch.inputPlaces(worker);
    for (int n = from; n < to; n++) {
      for (int k = 0; k < places.length; k++) {
        places[k] = arena.input(k) + n * batch.inputSize(k);
      }
      batch.load(run, n, arena.memory(), places);
    }
  }

  private void evaluateLosses(int from, int to) {
    if (run.objective() != null && !run.objective().isOverBatch()) {
      evaluateLossesOf(from, to);
    }
  }

  @Override
  public void evaluateOverBatch() {
    batch.clearLosses(0, run.batch());
    for (int k = 0; k < steps.outputs().size(); k++) {
      if (run.objective().loss(k) instanceof BatchLoss) {
        batch.evaluateOverBatch(run, k, arena.memory(), run.training() ? arena.lossGradient(k) : -1, arena.output(k));
      } else {
        evaluateLossesOf(k, 0, run.batch());
      }
    }
  }

  private void evaluateLossesOf(int from, int to) {
    batch.clearLosses(from, to);
    for (int k = 0; k < steps.outputs().size(); k++) {
      evaluateLossesOf(k, from, to);
    }
  }

  private void evaluateLossesOf(int k, int from, int to) {
    int size = batch.outputSize(k);
    for (int n = from; n < to; n++) {
      batch.addLoss(run, n, k, arena.memory(), arena.output(k) + n * size);
      if (run.training()) {
        batch.lossGradient(
            run, n, k, arena.memory(), arena.lossGradient(k) + n * size, arena.output(k) + n * size);
      }
    }
  }

  private void backward(Phases phases) {
    List<Integer> deferred = new ArrayList<>();
    for (int i = passes.length - 1; i >= 0; i--) {
      Layer layer = steps.layer(i);
      Pass pass = passes[i];
      addUp(phases, i);
      if (!needs[i]) {
        continue;
      }
      if (layer.isTrainable() && layer.gradientTasks() > 0) {
        if (layer.backwardNeedsGradient()) {
          phases.add((worker, from, to) -> layer.observeGradient(pass, worker, from, to));
          phases.barrier(new Phases.Gradients(steps, passes, List.of(i)));
        } else {
          deferred.add(0, i);
        }
      }
      if (needsBackward(i)) {
        phases.add((worker, from, to) -> layer.backward(pass, worker, from, to));
      }
    }
    for (int k = 0; k < steps.inputs().size(); k++) {
      addUp(phases, -1 - k);
    }
    if (!deferred.isEmpty()) {
      phases.barrier(new Phases.Gradients(steps, passes, deferred));
      Phases.Combination combination = new Phases.Combination(steps, passes, deferred);
      if (combination.tasks() > 0) {
        phases.barrier(combination);
      }
    }
  }

  /** The gradient of an output that several read is the sum of what each gives, in the order of the steps. */
  private void addUp(Phases phases, int index) {
    int[] parts = arena.partsToAdd(index);
    if (parts.length == 0) {
      return;
    }
    int size = steps.shape(index).size();
    float[] memory = arena.memory();
    phases.add((worker, from, to) -> {
      int dy = arena.dy(index) + from * size;
      System.arraycopy(memory, parts[0] + from * size, memory, dy, (to - from) * size);
      for (int k = 1; k < parts.length; k++) {
        run.kernels().add(memory, dy, memory, parts[k] + from * size, (to - from) * size);
      }
    });
  }

  @Override
  public TrainingArena arena() {
    return arena;
  }

  @Override
  public int output(int k) {
    return arena.output(k);
  }

  /** Whether a step is differentiated: something before it is trainable, and its output is not its input. */
  boolean needsBackward(int step) {
    return needs[step] && !steps.layer(step).isView(true);
  }

  Pass pass(int step) {
    return passes[step];
  }
}
