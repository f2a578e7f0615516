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

  /**
   * What follows from the counts.
   *
   * @param name what the dataset is called, such as {@code test set}
   */
  public String sentence(String name) {
    if (fewest == most) {
      return String.format(Locale.ROOT, "The %s is balanced: every class has %,d images.", name, most);
    }
    if (fewest == 0) {
      return String.format(Locale.ROOT, "The %s is not balanced: there is no image of %s, and %,d of %s.", name,
          smallest,
          most, largest);
    }
    double ratio = (double) most / fewest;
    return String.format(Locale.ROOT, "The %s is %s balanced: from %,d images (%s) to %,d (%s), a ratio of %.2f.", name,
        ratio <= NEARLY ? "nearly" : "not", fewest, smallest, most, largest, ratio);
  }
}
