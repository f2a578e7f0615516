package dev.weft.optim.metrics;

/**
 * The share of right predictions: of classes, how often the highest output is that of the true class, at each place if there is a
 * class at each; of labels (and of two classes
 * with one output), how many of them are right when a probability above 1/2 means yes.
 */
record Accuracy() implements Metric {

  static final String NAME = "accuracy";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Measure measure(MetricTask task) {
    task.require(task.isClassification(), NAME, "classes or labels");
    return task.hasClasses() ? new OfClasses(task) : new OfLabels(task);
  }

  private static final class OfClasses extends Measure.Mean {
    private final MetricTask task;

    OfClasses(MetricTask task) {
      this.task = task;
    }

    @Override
    protected double of(float[] output, int outputAt, float[] target, int targetAt) {
      int right = 0;
      for (int row = 0; row < task.rows(); row++) {
        right += task.predicted(output, outputAt, row) == task.label(target, targetAt, row) ? 1 : 0;
      }
      return (double) right / task.rows();
    }
  }

  private static final class OfLabels extends Measure.Mean {
    private final MetricTask task;
    private final float[] probabilities;

    OfLabels(MetricTask task) {
      this.task = task;
      this.probabilities = new float[task.outputs()];
    }

    @Override
    protected double of(float[] output, int outputAt, float[] target, int targetAt) {
      task.activated(output, outputAt, probabilities);
      int right = 0;
      for (int j = 0; j < probabilities.length; j++) {
        right += probabilities[j] > 0.5f == target[targetAt + j] > 0.5f ? 1 : 0;
      }
      return (double) right / probabilities.length;
    }
  }
}
