package dev.weft.layers.engine;

import dev.weft.core.parallel.WorkerPool;
import java.util.List;

/** Runs the phases of a plan one after the other, each split over the workers. */
final class Runner {

  private final WorkerPool pool;
  private final Plan plan;
  private final Phases.Phase prepare;
  private final List<Phases.Phase> forward;
  private final List<Phases.Phase> step;
  private final List<Phases.Phase> backward;

  /**
   * A runner.
   *
   * @param training the plan again, or null if it is one for inference
   */
  Runner(WorkerPool pool, Plan plan, TrainingPlan training) {
    this.pool = pool;
    this.plan = plan;
    this.prepare = plan.prepare();
    this.forward = plan.forward();
    this.step = training == null ? List.of() : training.step();
    this.backward = training == null ? List.of() : training.backward();
  }

  void prepare() {
    pool.run(prepare.tasks(), prepare);
  }

  void forward() {
    run(forward);
  }

  /** Forward, and the objective if there is one. */
  void evaluate(Objective objective) {
    run(forward);
    if (objective != null && objective.isOverBatch()) {
      plan.evaluateOverBatch();
    }
  }

  /** Forward, the objective, backward: with one pass over the examples, if the objective lets them be by themselves. */
  void step(Objective objective) {
    if (objective.isOverBatch()) {
      evaluate(objective);
      run(backward);
    } else {
      run(step);
    }
  }

  void backward() {
    run(backward);
  }

  private void run(List<Phases.Phase> phases) {
    for (int i = 0; i < phases.size(); i++) {
      Phases.Phase phase = phases.get(i);
      pool.run(phase.tasks(), phase);
    }
  }
}
