package dev.weft.fmnist.study;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How evenly the images are spread over the classes.
 *
 * @param fewest the number of images of the smallest class
 * @param smallest its name; of several the first
 * @param most the number of images of the largest class
 * @param largest its name; of several the first
 */
public record Balance(int fewest, String smallest, int most, String largest) {

  /** Up to this ratio of the largest to the smallest class a dataset counts as nearly balanced. */
  static final double NEARLY = 1.1;

  /** The balance of these counts, which are in the order of the names. */
  public static Balance of(List<Integer> counts, List<String> names) {
    int fewest = Collections.min(counts);
    int most = Collections.max(counts);
    return new Balance(fewest, names.get(counts.indexOf(fewest)), most, names.get(counts.indexOf(most)));
  }

  /** What follows from the counts. */
  public String sentence() {
    if (fewest == most) {
      return String.format(Locale.ROOT, "Balanced: every class has %,d images.", most);
    }
    if (fewest == 0) {
      return String.format(Locale.ROOT, "Not balanced: there is no image of %s, and %,d of %s.", smallest, most,
          largest);
    }
    double ratio = (double) most / fewest;
    return String.format(Locale.ROOT, "%s: from %,d images (%s) to %,d (%s), a ratio of %.2f.",
        ratio <= NEARLY ? "Nearly balanced" : "Not balanced", fewest, smallest, most, largest, ratio);
  }
}
