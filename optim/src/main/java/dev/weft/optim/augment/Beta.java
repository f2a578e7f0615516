package dev.weft.optim.augment;

/** Draws from Beta(α, α), by two Gamma draws of Marsaglia and Tsang's method (2000). */
final class Beta {

  private static final double MOST = 1e6;

  private Beta() {}

  static void require(double alpha) {
    if (!(alpha > 0 && alpha <= MOST)) {
      throw new IllegalArgumentException("expected an alpha above 0, got " + alpha);
    }
  }

  static double symmetric(double alpha, Draws draws) {
    double x = logGamma(alpha, draws);
    double y = logGamma(alpha, draws);
    return 1 / (1 + StrictMath.exp(y - x));
  }

  /** The logarithm of a Gamma(α, 1) draw, which for a small α would be 0 itself. */
  private static double logGamma(double alpha, Draws draws) {
    double boost = alpha < 1 ? StrictMath.log(1 - draws.uniform()) / alpha : 0;
    double d = (alpha < 1 ? alpha + 1 : alpha) - 1 / 3.0;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double z = draws.gaussian();
      double v = (1 + c * z) * (1 + c * z) * (1 + c * z);
      if (v > 0 && StrictMath.log(1 - draws.uniform()) < z * z / 2 + d - d * v + d * StrictMath.log(v)) {
        return StrictMath.log(d * v) + boost;
      }
    }
  }
}
