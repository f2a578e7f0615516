package dev.weft.fmnist.report;

import java.util.Locale;

/** Numbers as the report shows them. */
final class Format {

  private static final double PERCENT = 100;

  private Format() {}

  /** For example {@code 60,000}. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** With four decimals, for losses and accuracies; a dash for null, where there is none, and for NaN. */
  static String four(Double value) {
    return value == null ? "–" : fixed(value, 4);
  }

  /** With this number of decimals; a dash for NaN. */
  static String fixed(double value, int decimals) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−');
  }

  /** As {@link #fixed}, but with a sign in any case. */
  static String signed(double value, int decimals) {
    return (value > 0 ? "+" : "") + fixed(value, decimals);
  }

  /** A share as {@code 12.3 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", PERCENT * share);
  }
}
