package dev.weft.optim.train;

import java.util.Objects;

/**
 * A number of the validation, and which way is better.
 *
 * @param metric its name, or {@code loss}
 */
record Watched(String metric, EarlyStopping.Goal goal) {

  private static final String LOSS = "loss";

  Watched {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(goal, "goal");
  }

  static Watched of(EarlyStopping.Monitor monitor) {
    return switch (monitor) {
      case VALIDATION_LOSS -> new Watched(LOSS, EarlyStopping.Goal.MINIMISE);
      case VALIDATION_ACCURACY -> new Watched(Tally.ACCURACY, EarlyStopping.Goal.MAXIMISE);
    };
  }

  /** Refuses a run that does not tell this number. */
  void require(TrainingControl run) {
    if (!metric.equals(LOSS) && !run.metrics().contains(metric)) {
      throw new IllegalArgumentException(
          "expected loss or one of the run's metrics " + run.metrics() + " to watch, got '"
              + metric + "'; see Trainer.metrics");
    }
  }

  /** The number, so that lower is better. */
  double asLoss(EpochResult epoch) {
    double value = metric.equals(LOSS) ? epoch.validationLoss() : epoch.validationMetric(metric);
    return goal == EarlyStopping.Goal.MINIMISE ? value : -value;
  }

  /** For saved states; the two monitors are called as they always were. */
  String text() {
    for (EarlyStopping.Monitor monitor : EarlyStopping.Monitor.values()) {
      if (equals(of(monitor))) {
        return monitor.name();
      }
    }
    return goal + " " + metric;
  }
}
