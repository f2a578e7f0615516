package dev.weft.optim.metrics;

import java.util.Objects;

/** The mean over the examples of a function of one's own. */
record OwnMean(String name, Metrics.OfExample function) implements Metric {

  OwnMean {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(function, "function");
  }

  @Override
  public Measure measure(MetricTask task) {
    return new Measure.Mean() {
      @Override
      protected double of(float[] output, int outputAt, float[] target, int targetAt) {
        return function.of(output, outputAt, target, targetAt);
      }
    };
  }
}
