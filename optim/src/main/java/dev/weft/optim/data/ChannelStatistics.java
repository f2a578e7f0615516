package dev.weft.optim.data;

import dev.weft.layers.Layers;
import dev.weft.layers.Standardize;
import java.util.Arrays;

/**
 * The mean and the standard deviation of each channel of some examples, over all places and examples.
 *
 * {@snippet :
 * var statistics = ChannelStatistics.of(images);
 * Sequential.input(4, 4, 1).add(statistics.layer()).add(flatten()).add(dense(2)).build(1);
 * }
 *
 * <p>So the numbers lie in the network and its file, and prediction needs no care. The deviation is that of the population, the root of
 * the mean square from the mean. Immutable.
 */
public final class ChannelStatistics {

  private final float[] mean;
  private final float[] deviation;

  private ChannelStatistics(float[] mean, float[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /**
   * Measures the first input of these examples, which are read twice. Use the examples to learn from only.
   *
   * @throws IllegalArgumentException if there is no example, or a value is infinite or NaN
   */
  public static ChannelStatistics of(Examples examples) {
    if (examples.size() == 0) {
      throw new IllegalArgumentException("expected at least one example, got none");
    }
    int channels = examples.inputShapes().getFirst().dim(-1);
    double[] mean = means(examples, new double[channels], 1);
    double[] variance = means(examples, mean, 2);
    float[] means = new float[channels];
    float[] deviations = new float[channels];
    for (int c = 0; c < channels; c++) {
      means[c] = (float) mean[c];
      deviations[c] = (float) Math.sqrt(variance[c]);
    }
    return new ChannelStatistics(means, deviations);
  }

  /** The mean over each channel of a power of the difference to a number of that channel. */
  private static double[] means(Examples examples, double[] from, int power) {
    int inputs = examples.inputShapes().size();
    int[] offsets = new int[inputs];
    int size = 0;
    for (int k = 0; k < inputs; k++) {
      offsets[k] = size;
      size += examples.inputShapes().get(k).size();
    }
    float[] x = new float[size];
    int first = examples.inputShapes().getFirst().size();
    double[] sums = new double[from.length];
    for (int i = 0; i < examples.size(); i++) {
      examples.loadInputs(i, x, offsets);
      for (int j = 0; j < first; j++) {
        if (!Float.isFinite(x[j])) {
          throw new IllegalArgumentException(
              "expected finite numbers, got " + x[j] + " at place " + j + " of " + examples.describe(i));
        }
        double difference = x[j] - from[j % from.length];
        sums[j % from.length] += power == 1 ? difference : difference * difference;
      }
    }
    double count = (double) examples.size() * first / from.length;
    for (int c = 0; c < sums.length; c++) {
      sums[c] /= count;
    }
    return sums;
  }

  /** The mean of each channel, a new array. */
  public float[] mean() {
    return mean.clone();
  }

  /** The standard deviation of each channel, a new array; 0 where all values are the same. */
  public float[] deviation() {
    return deviation.clone();
  }

  /** The layer that gives each channel the mean 0 and the deviation 1. A channel without any deviation is not divided. */
  public Standardize.Spec layer() {
    float[] divisors = deviation();
    for (int c = 0; c < divisors.length; c++) {
      divisors[c] = divisors[c] >= Float.MIN_NORMAL ? divisors[c] : 1;
    }
    return Layers.standardize(mean, divisors);
  }

  /** For example {@code ChannelStatistics(mean [0.49, 0.48], deviation [0.25, 0.24])}. */
  @Override
  public String toString() {
    return "ChannelStatistics(mean " + Arrays.toString(mean) + ", deviation " + Arrays.toString(deviation) + ")";
  }
}
