package dev.weft.layers.engine;

/**
 * The parts of a training step one by one, on the calling thread, so that each can be measured: what {@link Workspace#step} does in
 * one go. Layers are those of {@link Workspace#executedLayers()}; begin with a run, which sets batch and mode.
 */
public final class StepParts {

  private final Steps steps;
  private final Run run;
  private final TrainingPlan plan;

  StepParts(Steps steps, Run run, TrainingPlan plan) {
    this.steps = steps;
    this.run = run;
    this.plan = plan;
  }

  /** Derives what layer i reads instead of its parameters. */
  public void prepare(int i) {
    for (int task = 0; task < steps.layer(i).prepareTasks(); task++) {
      steps.layer(i).prepare(plan.pass(i), task);
    }
  }

  /** Layer i forward over the batch, a chunk of examples at a time, after its statistics if it has any. */
  public void forward(int i) {
    Layer layer = steps.layer(i);
    for (int from = 0; run.training() && layer.statisticsTasks() > 0 && from < run.batch();
        from += Workspace.MAX_CHUNK) {
      layer.observe(plan.pass(i), 0, from, Math.min(run.batch(), from + Workspace.MAX_CHUNK));
    }
    for (int task = 0; run.training() && task < layer.statisticsTasks(); task++) {
      layer.statistics(plan.pass(i), task);
    }
    for (int from = 0; !layer.isView(true) && from < run.batch(); from += Workspace.MAX_CHUNK) {
      layer.forward(plan.pass(i), 0, from, Math.min(run.batch(), from + Workspace.MAX_CHUNK));
    }
  }

  /** Layer i backward to the gradient of its input, a chunk of examples at a time. */
  public void backward(int i) {
    Layer layer = steps.layer(i);
    for (int from = 0; plan.needsBackward(i) && from < run.batch(); from += Workspace.MAX_CHUNK) {
      layer.backward(plan.pass(i), 0, from, Math.min(run.batch(), from + Workspace.MAX_CHUNK));
    }
  }

  /** The gradients of the parameters of layer i, from what {@link #backward} left; added to what is there. */
  public void gradient(int i) {
    Layer layer = steps.layer(i);
    if (!layer.isTrainable()) {
      return;
    }
    for (int from = 0; layer.backwardNeedsGradient() && from < run.batch(); from += Workspace.MAX_CHUNK) {
      layer.observeGradient(plan.pass(i), 0, from, Math.min(run.batch(), from + Workspace.MAX_CHUNK));
    }
    for (int task = 0; task < Phases.gradientTasks(layer); task++) {
      Phases.gradient(run, layer, plan.pass(i), 0, task);
    }
    for (int task = 0; task < layer.combineTasks(); task++) {
      layer.combine(plan.pass(i), 0, task);
    }
  }
}
