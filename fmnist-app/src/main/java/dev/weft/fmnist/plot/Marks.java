package dev.weft.fmnist.plot;

/** What tells series apart: a colour, and as not everybody sees that, dashes and the form of points. */
final class Marks {

  private static final String[] DASHES = {"none", "8 4", "2 4", "10 3 2 3", "4 2", "14 5"};
  private static final double RADIUS = 3.2;

  private Marks() {}

  static int colour(int series) {
    return series % Palette.SERIES;
  }

  static String line(int series) {
    return "line stroke-" + colour(series);
  }

  static String dashes(int series) {
    return DASHES[series % DASHES.length];
  }

  /** A point of a line: circle, square, diamond or triangle. */
  static void point(Svg svg, int series, double x, double y) {
    String fill = "fill-" + colour(series);
    switch (series % 4) {
      case 0 -> svg.add("circle", "class", fill, "cx", x, "cy", y, "r", RADIUS);
      case 1 -> svg.add("rect", "class", fill, "x", x - RADIUS, "y", y - RADIUS, "width", 2 * RADIUS, "height",
          2 * RADIUS);
      case 2 -> svg.add("path", "class", fill, "d", start(x, y - RADIUS - 1.3) + "l4.5 4.5l-4.5 4.5l-4.5-4.5z");
      default -> svg.add("path", "class", fill, "d", start(x, y - RADIUS - 1) + "l4.2 7.2h-8.4z");
    }
  }

  private static String start(double x, double y) {
    return "M" + Numbers.coordinate(x) + " " + Numbers.coordinate(y);
  }
}
