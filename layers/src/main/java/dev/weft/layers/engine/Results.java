package dev.weft.layers.engine;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;

/** What a run left in the memory of a workspace, as tensors that share it. */
final class Results {

  private final Steps steps;
  private final Run run;
  private final float[] memory;
  private final Plan plan;
  private final TrainingPlan training; // null: for inference

  Results(Steps steps, Run run, float[] memory, Plan plan, TrainingPlan training) {
    this.steps = steps;
    this.run = run;
    this.memory = memory;
    this.plan = plan;
    this.training = training;
  }

  Tensor outputs(int k) {
    return view(plan.output(k), steps.shape(steps.outputs().get(k)));
  }

  Tensor outputGradients(int k) {
    return view(training.arena().blocks().lossGradient(k), steps.shape(steps.outputs().get(k)));
  }

  Tensor inputGradients(int k) {
    return view(training.arena().blocks().dy(0, -1 - k).start(), steps.inputs().get(k));
  }

  /** See {@link Workspace#activation}. */
  Tensor activation(String layer) {
    int step = step(layer);
    return view(training.arena().blocks().y(0, step).start(), steps.shape(step));
  }

  /** See {@link Workspace#activationGradients}. */
  Tensor activationGradients(String layer) {
    int step = step(layer);
    int dy = training.arena().blocks().dy(0, step).start();
    if (dy < 0) {
      throw new IllegalStateException("expected a layer whose gradient is needed, got '" + layer + "'");
    }
    return view(dy, steps.shape(step));
  }

  private int step(String layer) {
    for (int i = 0; i < steps.count(); i++) {
      if (steps.layer(i).name().equals(layer)) {
        return i;
      }
    }
    throw new IllegalArgumentException("expected one of the executed layers "
        + steps.list().stream().map(step -> step.layer().name()).toList() + ", got '" + layer + "'");
  }

  private Tensor view(int offset, Shape shape) {
    return Tensor.wrap(memory, offset, shape.prepend(run.batch()));
  }
}
