package dev.weft.fmnist.plot;

import java.util.List;

/** What the series are called, in rows above a chart. */
final class Legend {

  private static final double SAMPLE = 30;
  private static final double SPACE = 22;
  private static final double ROW = 20;
  private static final double SIZE = 13;

  /** Draws the sample of a series with its left middle at the point. */
  interface Sample {
    /** Draws the sample of series i, at most {@value #SAMPLE} wide. */
    void draw(int i, double x, double y);
  }

  private Legend() {}

  /** Draws the rows from y downwards and returns where they end. */
  static double draw(Svg svg, List<String> labels, double left, double right, double y, Sample sample) {
    double x = left;
    double row = y;
    for (int i = 0; i < labels.size(); i++) {
      String label = TextWidth.fit(labels.get(i), right - left - SAMPLE, SIZE);
      double width = SAMPLE + TextWidth.of(label, SIZE);
      if (x > left && x + width > right) {
        x = left;
        row += ROW;
      }
      sample.draw(i, x, row + ROW / 2);
      svg.text("label", x + SAMPLE, row + ROW / 2 + 4.5, label);
      x += width + SPACE;
    }
    return labels.isEmpty() ? y : row + ROW + 6;
  }
}
