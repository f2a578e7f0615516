package dev.weft.fmnist.plot;

import java.util.Arrays;
import java.util.List;

/** How many examples each class has, as bars. */
public final class ClassCounts {

  private ClassCounts() {}

  /**
   * Draws a bar for each class.
   *
   * @throws IllegalArgumentException if there is not one count, 0 or more, for each class
   */
  public static Figure of(String name, String title, List<String> classes, int[] counts) {
    if (counts.length != classes.size()) {
      throw new IllegalArgumentException("expected " + classes.size() + " counts, one a class, got " + counts.length);
    }
    if (Arrays.stream(counts).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("expected counts of 0 or more, got " + Arrays.toString(counts));
    }
    Svg svg = new Svg(name, title);
    double[] values = Arrays.stream(counts).asDoubleStream().toArray();
    return GroupedBars.draw(
        svg, svg.top() + 14, "class", "number of images", classes, List.of(new GroupedBars.Series("", values)));
  }
}
