package dev.weft.fmnist.explain;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.GradientSession;
import dev.weft.layers.engine.Network;

/**
 * {@link Saliency}, averaged over noisy copies of the image, {@code 1/n Σ ∂z_c/∂x (x + ε)} with {@code ε ~ N(0, σ²)}, which
 * removes what changes from one pixel to the next.
 *
 * <p>Smilkov, Thorat, Kim, Viégas and Wattenberg 2017, "SmoothGrad: removing noise by adding noise". They find noise of 10 to
 * 20 % good and little change beyond 50 samples.
 *
 * @param samples n, 1 or more
 * @param noise σ as a share of the difference between the largest and the smallest value of the image, 0 or more
 * @param seed of the noise; the same seed gives the same map
 */
public record SmoothGrad(int samples, float noise, long seed) {

  /** 50 samples with 15 % noise. */
  public static final SmoothGrad DEFAULT = new SmoothGrad(50, 0.15f, 2017);

  private static final int BATCH = 10; // memory: a network's activations, this often

  /** Checks the numbers. */
  public SmoothGrad {
    if (samples < 1 || !(noise >= 0 && noise < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected 1 sample or more and noise of 0 or more, got " + samples + " and " + noise);
    }
  }

  /**
   * The averaged gradient of one logit.
   *
   * @param x one image, of the network's input shape
   * @param target the class c
   * @return the map, of the same shape
   * @throws IllegalArgumentException if the image has another shape or there is no such class
   */
  public Tensor of(Network network, Tensor x, int target) {
    double[] sum = new double[x.size()];
    float deviation = noise * (x.max() - x.min());
    try (GradientSession session = network.gradientSession(Math.min(samples, BATCH))) {
      for (int from = 0; from < samples; from += BATCH) {
        int to = Math.min(samples, from + BATCH);
        add(sum, Saliency.of(session, noisy(x, deviation, from, to), target));
      }
    }
    Tensor mean = Tensor.zeros(x.shape());
    for (int i = 0; i < sum.length; i++) {
      mean.array()[i] = (float) (sum[i] / samples);
    }
    return mean;
  }

  /** The noisy copies with the numbers {@code [from, to)}, as a batch. */
  private Tensor noisy(Tensor x, float deviation, int from, int to) {
    Shape shape = x.shape().prepend(to - from);
    Tensor batch = Tensor.zeros(shape);
    for (int n = from; n < to; n++) {
      long key = CounterRandom.key(seed, n);
      for (int i = 0; i < x.size(); i++) {
        float value = x.array()[x.offset() + i];
        batch.array()[(n - from) * x.size() + i] = value + deviation * (float) CounterRandom.gaussian(key, i);
      }
    }
    return batch;
  }

  private static void add(double[] sum, Tensor batch) {
    for (int i = 0; i < batch.size(); i++) {
      sum[i % sum.length] += batch.array()[batch.offset() + i];
    }
  }
}
