package dev.weft.optim.metrics;

import dev.weft.layers.engine.TargetForm;
import java.util.Arrays;
import java.util.Locale;

/**
 * How near outputs are to numbers, for each output over all examples, and the mean over the outputs: {@code mean |y − t|}, {@code √(mean (y −
 * t)²)}, and {@code R² = 1 − Σ (y − t)² / Σ (t − mean t)²}, the share of the variance that is explained.
 */
record NumberScore(Kind kind) implements Metric {

  enum Kind {
    MEAN_ABSOLUTE_ERROR, ROOT_MEAN_SQUARED_ERROR, R_SQUARED
  }

  private static final int SUMS = 4;

  @Override
  public String name() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Measure measure(MetricTask task) {
    task.require(task.form() == TargetForm.NUMBERS, name(), "numbers");
    return new Sums(task);
  }

  /** For each output the sums of |error| and of error², the mean of the targets and the sum of their squared distances to it. */
  private final class Sums implements Measure {
    private final int outputs;
    private final double[] sums;
    private double count;

    Sums(MetricTask task) {
      this.outputs = task.outputs();
      this.sums = new double[SUMS * outputs];
    }

    @Override
    public void clear() {
      Arrays.fill(sums, 0);
      count = 0;
    }

    @Override
    public void add(float[] output, int outputAt, float[] target, int targetAt) {
      count++;
      for (int j = 0; j < outputs; j++) {
        double t = target[targetAt + j];
        double error = output[outputAt + j] - t;
        double step = t - sums[SUMS * j + 2];
        sums[SUMS * j] += Math.abs(error);
        sums[SUMS * j + 1] += error * error;
        sums[SUMS * j + 2] += step / count;
        sums[SUMS * j + 3] += step * (t - sums[SUMS * j + 2]);
      }
    }

    @Override
    public double value() {
      double sum = 0;
      for (int j = 0; j < outputs; j++) {
        sum += switch (kind) {
          case MEAN_ABSOLUTE_ERROR -> sums[SUMS * j] / count;
          case ROOT_MEAN_SQUARED_ERROR -> Math.sqrt(sums[SUMS * j + 1] / count);
          case R_SQUARED -> explained(sums[SUMS * j + 1], sums[SUMS * j + 3]);
        };
      }
      return sum / outputs;
    }

    private double explained(double errors, double spread) {
      if (count < 2) {
        return Double.NaN;
      }
      return spread > 0 || Double.isNaN(errors) ? 1 - errors / spread : errors == 0 ? 1 : 0;
    }

    @Override
    public double[] state() {
      double[] state = Arrays.copyOf(sums, sums.length + 1);
      state[sums.length] = count;
      return state;
    }

    @Override
    public void restore(double[] state) {
      MetricTask.requireLength(state, sums.length + 1);
      System.arraycopy(state, 0, sums, 0, sums.length);
      count = state[sums.length];
    }
  }
}
