package dev.weft.fmnist.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as text, the same in every locale. */
final class Numbers {

  private static final MathContext DIGITS = new MathContext(4);
  private static final double SMALLEST_PLAIN = 1e-4;
  private static final double LARGEST_PLAIN = 1e7;

  private Numbers() {}

  /** A value for people, to four digits: {@code 0.9258}, {@code 12,346}, {@code 1e-5}. */
  static String value(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
    }
    if (value == Math.rint(value) && Math.abs(value) < LARGEST_PLAIN) {
      return grouped((long) value);
    }
    return decimal(BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros());
  }

  /** This number with all its digits if it is neither huge nor tiny, and otherwise to four. */
  static String decimal(BigDecimal number) {
    double size = Math.abs(number.doubleValue());
    if (size != 0 && (size < SMALLEST_PLAIN || size >= LARGEST_PLAIN)) {
      BigDecimal digits = number.round(DIGITS).stripTrailingZeros();
      int exponent = digits.precision() - digits.scale() - 1;
      return digits.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
    return String.format(Locale.ROOT, "%,." + Math.max(0, number.scale()) + "f", number);
  }

  /** A whole number with commas between thousands. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A fraction of 1 as percentage with one decimal. */
  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", fraction * 100);
  }

  /** A place or length in pixels, with at most two decimals. */
  static String coordinate(double pixels) {
    if (!Double.isFinite(pixels)) {
      throw new IllegalArgumentException("expected a finite coordinate, got " + pixels);
    }
    long hundredths = Math.round(pixels * 100);
    return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
  }
}
