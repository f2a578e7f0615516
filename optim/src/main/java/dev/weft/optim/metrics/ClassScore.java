package dev.weft.optim.metrics;

import java.util.Arrays;
import java.util.Locale;

/**
 * Precision, recall and F-beta from counts: {@code precision = tp / (tp + fp)}, {@code recall = tp / (tp + fn)} and {@code F = (1 + β²) tp /
 * ((1 + β²) tp + β² fn + fp)}. A quotient with the denominator 0 is 0, as in scikit-learn.
 */
record ClassScore(Kind kind, double beta, Average average) implements Metric {

  enum Kind {
    PRECISION, RECALL, F
  }

  ClassScore {
    if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a beta above 0, got " + beta);
    }
  }

  @Override
  public String name() {
    String text = beta == Math.rint(beta) ? Long.toString((long) beta) : Double.toString(beta).replace('.', '_');
    return average.name().toLowerCase(Locale.ROOT) + "_"
        + (kind == Kind.F ? "f" + text : kind.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public Measure measure(MetricTask task) {
    task.require(task.isClassification(), name(), "classes or labels");
    return new Counts(task);
  }

  private double score(double right, double wrong, double missed) {
    double square = beta * beta;
    return switch (kind) {
      case PRECISION -> ratio(right, right + wrong);
      case RECALL -> ratio(right, right + missed);
      case F -> ratio((1 + square) * right, (1 + square) * right + square * missed + wrong);
    };
  }

  private static double ratio(double numerator, double denominator) {
    return denominator == 0 ? 0 : numerator / denominator;
  }

  /** For each class how often it was predicted rightly, predicted wrongly, and missed. */
  private final class Counts implements Measure {
    private final MetricTask task;
    private final int classes;
    private final double[] counts;
    private final float[] probabilities;

    Counts(MetricTask task) {
      this.task = task;
      this.classes = task.classes();
      this.counts = new double[3 * classes];
      this.probabilities = new float[task.outputs()];
    }

    @Override
    public void clear() {
      Arrays.fill(counts, 0);
    }

    @Override
    public void add(float[] output, int outputAt, float[] target, int targetAt) {
      if (task.hasClasses()) {
        for (int row = 0; row < task.rows(); row++) {
          int predicted = task.predicted(output, outputAt, row);
          int label = task.label(target, targetAt, row);
          if (predicted == label) {
            counts[label]++;
          } else {
            counts[classes + predicted]++;
            counts[2 * classes + label]++;
          }
        }
        return;
      }
      task.activated(output, outputAt, probabilities);
      for (int j = 0; j < classes; j++) {
        boolean predicted = probabilities[j] > 0.5f;
        boolean label = target[targetAt + j] > 0.5f;
        counts[j] += predicted && label ? 1 : 0;
        counts[classes + j] += predicted && !label ? 1 : 0;
        counts[2 * classes + j] += !predicted && label ? 1 : 0;
      }
    }

    @Override
    public double value() {
      double[] sums = new double[3];
      double total = 0;
      double weights = 0;
      for (int c = 0; c < classes; c++) {
        double right = counts[c];
        double wrong = counts[classes + c];
        double missed = counts[2 * classes + c];
        sums[0] += right;
        sums[1] += wrong;
        sums[2] += missed;
        boolean occurs = right + wrong + missed > 0 || !task.hasClasses();
        double weight = average == Average.WEIGHTED ? right + missed : occurs ? 1 : 0;
        total += weight * score(right, wrong, missed);
        weights += weight;
      }
      if (average == Average.MICRO) {
        return sums[0] + sums[1] + sums[2] == 0 ? 0 : score(sums[0], sums[1], sums[2]);
      }
      return weights == 0 ? 0 : total / weights;
    }

    @Override
    public double[] state() {
      return counts.clone();
    }

    @Override
    public void restore(double[] state) {
      MetricTask.requireLength(state, counts.length);
      System.arraycopy(state, 0, counts, 0, counts.length);
    }
  }
}
