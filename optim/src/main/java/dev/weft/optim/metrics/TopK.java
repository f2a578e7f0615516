package dev.weft.optim.metrics;

/** How often the true class is among the k highest outputs; of equal ones the lower class ranks higher. */
record TopK(int k) implements Metric {

  TopK {
    if (k < 1) {
      throw new IllegalArgumentException("expected k of 1 or more, got " + k);
    }
  }

  @Override
  public String name() {
    return "top_" + k + "_accuracy";
  }

  @Override
  public Measure measure(MetricTask task) {
    task.require(task.hasClasses() && task.rows() == 1, name(), "classes");
    return new Measure.Mean() {
      @Override
      protected double of(float[] output, int outputAt, float[] target, int targetAt) {
        int label = task.label(target, targetAt, 0);
        return Predictions.rank(output, outputAt, task.classes(), label) < k ? 1 : 0;
      }
    };
  }
}
