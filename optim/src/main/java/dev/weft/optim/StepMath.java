package dev.weft.optim;

/**
 * What schedules and optimisers compute once a step: the same bits on every machine, as with {@link StrictMath}, but
 * without the arrays that its {@code pow} and {@code cos} allocate where they are not compiled.
 */
final class StepMath {

  private static final int LAST_ORDER = 19;

  private StepMath() {}

  /** {@code baseⁿ} for n of 0 or more, by squaring. */
  static double power(double base, long n) {
    double power = 1;
    double square = base;
    for (long left = n; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        power *= square;
      }
      square *= square;
    }
    return power;
  }

  /** {@code (1 + cos(π p)) / 2} for p from 0 to 1: 1 at the start, 0 at the end. */
  static double halfCosine(double p) {
    double root = p <= 0.5 ? series(1, 0, Math.PI / 2 * p) : series(Math.PI / 2 * (1 - p), 1, Math.PI / 2 * (1 - p));
    return root * root;
  }

  /** Taylor's series of cos x (first term 1, of order 0) and sin x (x, of order 1), exact to double for |x| ≤ π/4. */
  private static double series(double first, int order, double x) {
    double term = first;
    double sum = first;
    for (int n = order + 2; n <= LAST_ORDER; n += 2) {
      term *= -x * x / (n * (n - 1));
      sum += term;
    }
    return sum;
  }
}
