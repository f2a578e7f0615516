package dev.weft.optim.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What the order of the probabilities says, whatever the threshold: the area under the ROC curve, which is the probability that an example
 * of the class has a higher one than another example; and average precision, {@code Σ (Rₙ − Rₙ₋₁) Pₙ} over the thresholds. Of several
 * classes each against the rest, of labels each, and the mean over them; NaN where one is never true, or never false.
 */
record RankingScore(Kind kind) implements Metric {

  enum Kind {
    ROC_AUC, AVERAGE_PRECISION
  }

  @Override
  public String name() {
    return kind == Kind.ROC_AUC ? "roc_auc" : "average_precision";
  }

  @Override
  public Measure measure(MetricTask task) {
    task.require(task.isClassification() && task.rows() == 1, name(), "classes or labels");
    return new Scores(task);
  }

  /** Keeps the probabilities and targets of all examples. */
  private final class Scores implements Measure {
    private final MetricTask task;
    private final int classes;
    private final float[] scores; // by class, then example
    private final boolean[] truth;
    private final float[] probabilities;
    private int count;

    Scores(MetricTask task) {
      this.task = task;
      this.classes = task.classes();
      this.scores = new float[Math.multiplyExact(classes, task.examples())];
      this.truth = new boolean[scores.length];
      this.probabilities = new float[classes];
    }

    @Override
    public void clear() {
      count = 0;
    }

    @Override
    public void add(float[] output, int outputAt, float[] target, int targetAt) {
      task.activated(output, outputAt, probabilities);
      int label = task.hasClasses() ? task.label(target, targetAt, 0) : 0;
      for (int c = 0; c < classes; c++) {
        int at = c * task.examples() + count;
        scores[at] = probabilities[c];
        truth[at] = task.hasClasses() ? c == label : target[targetAt + c] > 0.5f;
      }
      count++;
    }

    @Override
    public double value() {
      int first = task.hasClasses() && classes == 2 ? 1 : 0; // of two classes the second is the positive one
      double sum = 0;
      for (int c = first; c < classes; c++) {
        sum += value(c * task.examples());
      }
      return sum / (classes - first);
    }

    private double value(int from) {
      Integer[] order = IntStream.range(from, from + count).boxed().toArray(Integer[]::new);
      for (int i : order) {
        if (Float.isNaN(scores[i])) {
          return Double.NaN;
        }
      }
      Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
      double positives = IntStream.range(from, from + count).filter(i -> truth[i]).count();
      double negatives = count - positives;
      double right = 0;
      double wrong = 0;
      double area = 0;
      double precision = 0;
      for (int i = 0; i < count;) {
        double rightBefore = right;
        double wrongBefore = wrong;
        float score = scores[order[i]];
        for (; i < count && scores[order[i]] == score; i++) { // of equal ones none is before the other
          right += truth[order[i]] ? 1 : 0;
          wrong += truth[order[i]] ? 0 : 1;
        }
        area += (wrong - wrongBefore) * (right + rightBefore) / 2;
        precision += (right - rightBefore) * right / (right + wrong);
      }
      return kind == Kind.ROC_AUC ? area / (positives * negatives) : precision / positives;
    }

    @Override
    public double[] state() {
      double[] state = new double[2 * count * classes];
      for (int i = 0; i < count; i++) {
        for (int c = 0; c < classes; c++) {
          state[2 * (i * classes + c)] = scores[c * task.examples() + i];
          state[2 * (i * classes + c) + 1] = truth[c * task.examples() + i] ? 1 : 0;
        }
      }
      return state;
    }

    @Override
    public void restore(double[] state) {
      count = state.length / (2 * classes);
      MetricTask.requireLength(state, 2 * classes * Math.min(count, task.examples()));
      for (int i = 0; i < count; i++) {
        for (int c = 0; c < classes; c++) {
          scores[c * task.examples() + i] = (float) state[2 * (i * classes + c)];
          truth[c * task.examples() + i] = state[2 * (i * classes + c) + 1] == 1;
        }
      }
    }
  }
}
