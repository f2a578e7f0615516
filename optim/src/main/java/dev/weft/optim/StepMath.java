package dev.weft.optim;

/**
 * What schedules and optimisers compute once a step: the same bits on every machine, and without the arrays that
 * {@link StrictMath#pow} and, beyond π/4, {@link StrictMath#cos} allocate where they are not compiled.
 */
final class StepMath {

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
    double root = p <= 0.5 ? StrictMath.cos(Math.PI / 2 * p) : StrictMath.sin(Math.PI / 2 * (1 - p));
    return root * root;
  }
}
