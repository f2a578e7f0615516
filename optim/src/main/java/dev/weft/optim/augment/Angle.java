package dev.weft.optim.augment;

/** Sine and cosine of angles of up to half a turn, the same on every machine; those of {@link StrictMath} make garbage. */
final class Angle {

  private static final int TERMS = 13;

  private Angle() {}

  /** The power series of the sine, to 1e-12 for up to π. */
  static double sine(double radians) {
    return series(radians, radians, 2);
  }

  static double cosine(double radians) {
    return series(1, radians, 1);
  }

  /** {@code term (1 − x²/(k (k+1)) (1 − x²/((k+2) (k+3)) (1 − …)))}. */
  private static double series(double term, double x, int k) {
    double sum = 0;
    double next = term;
    for (int i = 0; i < TERMS; i++) {
      sum += next;
      int n = k + 2 * i;
      next *= -x * x / (n * (n + 1));
    }
    return sum;
  }
}
