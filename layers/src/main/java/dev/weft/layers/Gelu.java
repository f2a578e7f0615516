package dev.weft.layers;

/**
 * Gaussian error linear unit, {@code y = x Φ(x)} with the normal distribution {@code Φ(x) = erfc(−x / √2) / 2}.
 *
 * <p>Gradient: {@code dx = dy (Φ(x) + x φ(x))} with the density {@code φ(x) = exp(−x² / 2) / √(2π)}. Shapes: any; y like x.
 *
 * <p>Hendrycks and Gimpel 2016, <a href="https://arxiv.org/abs/1606.08415">Gaussian Error Linear Units</a>; the exact form, not
 * the tanh approximation.
 *
 * {@snippet :
 * Sequential.input(8).add(dense(64)).add(gelu()).build(1);
 * }
 */
public record Gelu() implements Elementwise {

  private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

  /** Powers of t in the exponent of {@link #erfc}, highest first. */
  private static final double[] ERFC = {
      0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
      -1.26551223
  };

  @Override
  public String kind() {
    return "gelu";
  }

  @Override
  public float value(float x) {
    return (float) (x * distribution(x));
  }

  @Override
  public float slope(float x, float y) {
    return (float) (distribution(x) + x * DENSITY_AT_ZERO * Math.exp(-0.5 * x * x));
  }

  @Override
  public boolean slopeReadsOutput() {
    return false;
  }

  private static double distribution(double x) {
    return 0.5 * erfc(-x * Math.sqrt(0.5));
  }

  /**
   * Complementary error function with a relative error below 1.2·10⁻⁷, less than float's spacing: {@code t exp(−z² +
   * P(t))} with {@code t = 1 / (1 + z / 2)} for {@code z ≥ 0}. Coefficients: Press et al., Numerical Recipes, section 6.2.
   */
  static double erfc(double z) {
    double t = 1 / (1 + 0.5 * Math.abs(z));
    double polynomial = 0;
    for (double coefficient : ERFC) {
      polynomial = polynomial * t + coefficient;
    }
    double tail = t * Math.exp(-z * z + polynomial);
    return z >= 0 ? tail : 2 - tail;
  }
}
