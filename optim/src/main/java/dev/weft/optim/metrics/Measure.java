package dev.weft.optim.metrics;

/**
 * A {@link Metric} on its way over some examples. It is told of them in order, by one thread.
 *
 * {@snippet :
 * Measure within = new Measure.Mean() { // what a metric of one's own makes
 *   @Override
 *   protected double of(float[] output, int outputAt, float[] target, int targetAt) {
 *     return Math.abs(output[outputAt] - target[targetAt]) < 0.1 ? 1 : 0;
 *   }
 * };
 * within.add(new float[] {1}, 0, new float[] {1.05f}, 0);
 * within.value(); // = 1.0
 * }
 */
public interface Measure {

  /** Forgets all examples. */
  void clear();

  /**
   * Takes an example into account.
   *
   * @param output what the network put out, without the loss's activation, from {@code outputAt}; not to be changed
   * @param target the target as the loss is given it, from {@code targetAt}; not to be changed
   */
  void add(float[] output, int outputAt, float[] target, int targetAt);

  /** The value for the examples since {@link #clear}; NaN where it is not defined, as without examples. */
  double value();

  /** All that must be remembered of the examples so far. */
  double[] state();

  /**
   * Takes back what {@link #state} gave.
   *
   * @throws IllegalArgumentException if it is not such a state
   */
  void restore(double[] state);

  /** The mean of a number over the examples. */
  abstract class Mean implements Measure {

    private double sum;
    private double count;

    /** For extending. */
    protected Mean() {}

    /** The number of one example; the parameters are those of {@link Measure#add}. */
    protected abstract double of(float[] output, int outputAt, float[] target, int targetAt);

    @Override
    public void clear() {
      sum = 0;
      count = 0;
    }

    @Override
    public void add(float[] output, int outputAt, float[] target, int targetAt) {
      sum += of(output, outputAt, target, targetAt);
      count++;
    }

    @Override
    public double value() {
      return sum / count;
    }

    @Override
    public double[] state() {
      return new double[] {sum, count};
    }

    @Override
    public void restore(double[] state) {
      if (state.length != 2 || !(state[1] >= 0)) {
        throw new IllegalArgumentException("expected a sum and a count, got " + state.length + " numbers");
      }
      sum = state[0];
      count = state[1];
    }
  }
}
