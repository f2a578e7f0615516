package dev.weft.optim.train;

import dev.weft.core.parallel.WorkerPool;
import java.util.ArrayList;
import java.util.List;

/** One call of {@link Trainer#fit} before its loop: what must hold, its threads, where its batches come from. */
final class FitCall {

  private FitCall() {}

  static History run(RunPlan plan, Fed.Opener training) {
    return TrainedNetworks.alone(plan.network, () -> runAlone(plan, training));
  }

  private static History runAlone(RunPlan plan, Fed.Opener training) {
    requireNames(plan.callbacks);
    Fit.requireLosses(plan.network, plan.objective);
    Fit.requireTrainable(plan.network);
    try (WorkerPool pool = new WorkerPool(plan.threads);
        Fed fed = training.open(plan, pool);
        Fed held = plan.validation == null ? null : plan.validation.open(plan, pool)) {
      return new TrainingRun(plan, fed, held, pool).run();
    }
  }

  private static void requireNames(List<Callback> callbacks) {
    List<String> names = new ArrayList<>(callbacks.stream().map(Callback::name).toList());
    names.add(RunMemory.NAME);
    CallbackNames.requireDistinct(names);
  }
}
