package dev.weft.layers.oracle;

/** The error function in double precision. */
final class Erf {

  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  private Erf() {}

  /**
   * {@code erf x = 2/√π e^(−x²) Σₙ 2ⁿ x^(2n+1) / (1·3·…·(2n+1))}, a series of terms of one sign, so that nothing
   * cancels (<a href="https://dlmf.nist.gov/7.6#E2">DLMF 7.6.2</a>). Beyond ±6 the result is ±1 to the last bit.
   */
  static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return derivative(x) * sum;
  }

  /** {@code erf′ x = 2/√π e^(−x²)}. */
  static double derivative(double x) {
    return TWO_OVER_SQRT_PI * Math.exp(-x * x);
  }
}
