package dev.weft.fmnist.plot;

import java.util.Arrays;
import java.util.List;

/** A matrix as shaded cells. */
public final class Heatmap {

  /** The shade from which on text is {@code deep}: with either colour it then has a contrast of at least 4.5. */
  static final double DEEP = 0.655;
  private static final double RIGHT_MARGIN = 16;
  private static final double TALLEST_CELL = 46;
  private static final double WIDEST_CELL = 120;
  private static final double LONGEST_NAME = 130;
  private static final double SIZE = 12;
  private static final double COUNT_SIZE = 13;
  private static final int LEGEND_STEPS = 5;

  private Heatmap() {}

  /**
   * Draws a confusion matrix. A cell holds its count and its share of the row; the shade goes with the square root of the
   * share, so that a few confusions are seen beside many right answers.
   *
   * @param counts {@code counts[t][p]} examples of class t that were taken for class p
   * @throws IllegalArgumentException if the matrix has not one row and one column for each class, or a negative count
   */
  public static Figure confusion(String name, String title, List<String> classes, int[][] counts) {
    check(classes.size(), counts);
    Svg svg = new Svg(name, title);
    List<String> rowNames = classes.stream().map(label -> TextWidth.fit(label, LONGEST_NAME, SIZE)).toList();
    double left = 34 + TextWidth.widest(rowNames, SIZE) + Frame.GAP;
    double cell = Math.min(WIDEST_CELL, (Svg.WIDTH - RIGHT_MARGIN - left) / Math.max(1, classes.size()));
    double height = Math.min(TALLEST_CELL, cell);
    double top = svg.top();
    Frame frame = new Frame(left, top, left + cell * classes.size(), top + height * classes.size());
    for (int row = 0; row < classes.size(); row++) {
      double y = top + row * height;
      svg.text("small end", left - Frame.GAP, y + height / 2 + 4, rowNames.get(row));
      for (int column = 0; column < classes.size(); column++) {
        drawCell(svg, classes, counts, row, column, new Frame(left + column * cell, y, left + (column + 1) * cell,
            y + height));
      }
    }
    svg.textUpwards("muted", 22, (frame.top() + frame.bottom()) / 2, "true class");
    Categories names = new Categories(classes, cell);
    names.draw(svg, left, cell, frame.bottom());
    double end = frame.bottom() + names.height();
    svg.text("muted middle", (frame.left() + frame.right()) / 2, end + 18, "predicted class");
    return svg.figure(drawLegend(svg, left, end + 34));
  }

  private static void check(int classes, int[][] counts) {
    boolean square = counts.length == classes && Arrays.stream(counts).allMatch(row -> row.length == classes);
    if (!square) {
      throw new IllegalArgumentException("expected " + classes + " × " + classes + " counts, got rows of "
          + Arrays.toString(Arrays.stream(counts).mapToInt(row -> row.length).toArray()));
    }
    if (Arrays.stream(counts).flatMapToInt(Arrays::stream).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("expected counts of 0 or more, got " + Arrays.deepToString(counts));
    }
  }

  private static void drawCell(
      Svg svg, List<String> classes, int[][] counts, int row, int column, Frame cell) {
    int count = counts[row][column];
    long total = Arrays.stream(counts[row]).asLongStream().sum();
    double share = total == 0 ? 0 : (double) count / total;
    double shade = Math.sqrt(share);
    String hover =
        "true " + classes.get(row) + ", predicted " + classes.get(column) + ": " + Numbers.grouped(count) + " of "
            + Numbers.grouped(total) + (total == 0 ? "" : " (" + Numbers.percent(share) + ")");
    shaded(svg, shade, cell, hover);
    double x = (cell.left() + cell.right()) / 2;
    double y = (cell.top() + cell.bottom()) / 2;
    String colour = shade < DEEP ? " pale" : " deep";
    String number = Numbers.grouped(count);
    boolean percent = total > 0 && TextWidth.of("100.0 %", SIZE) <= cell.width() && cell.height() >= 34;
    if (TextWidth.of(number, COUNT_SIZE) <= cell.width() && cell.height() >= COUNT_SIZE + 2) {
      svg.text("strong middle" + colour, x, percent ? y - 2 : y + 5, number);
    }
    if (percent) {
      svg.text("small middle" + colour, x, y + 14, Numbers.percent(share));
    }
  }

  private static void shaded(Svg svg, double shade, Frame place, String hover) {
    svg.add("rect", "class", "ground", "x", place.left(), "y", place.top(), "width", place.width(), "height",
        place.height());
    svg.addWithHover(hover, "rect", "class", "heat edge", "fill-opacity", shade, "x", place.left(), "y", place.top(),
        "width", place.width(), "height", place.height());
  }

  /** What the shades mean; returns where the picture ends. */
  private static double drawLegend(Svg svg, double left, double y) {
    String text = "share of the true class:";
    svg.text("small muted", left, y + 13, text);
    double x = left + TextWidth.of(text, SIZE) + 6;
    for (int i = 0; i < LEGEND_STEPS; i++) {
      double share = new double[] {0, 0.01, 0.05, 0.25, 1}[i];
      String label = Math.round(share * 100) + " %";
      shaded(svg, Math.sqrt(share), new Frame(x, y, x + 22, y + 18), label);
      svg.text("small", x + 28, y + 13, label);
      x += 78;
    }
    return y + 32;
  }
}
