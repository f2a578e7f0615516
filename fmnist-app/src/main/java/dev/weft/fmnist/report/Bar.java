package dev.weft.fmnist.report;

import java.util.Locale;

/**
 * A bar in a chart of shares.
 *
 * @param name what it stands for
 * @param remark what else is known of it, or nothing
 * @param share its length, from 0 to 1
 * @param strong whether it is the one that matters
 */
record Bar(String name, String remark, double share, boolean strong) {

  /** Its length in percent, for CSS. */
  String length() {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }

  /** Its share, for people. */
  String percent() {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
