package dev.weft.optim.train;

import dev.weft.optim.metrics.Measure;
import dev.weft.optim.metrics.Metric;
import dev.weft.optim.metrics.MetricTask;

/** The mean loss of one output of several, without its weight. */
record OutputLoss() implements Metric {

  @Override
  public String name() {
    return "loss";
  }

  @Override
  public Measure measure(MetricTask task) {
    return new Measure.Mean() {
      @Override
      protected double of(float[] output, int outputAt, float[] target, int targetAt) {
        return task.loss().loss(output, outputAt, target, targetAt, task.outputs());
      }
    };
  }
}
