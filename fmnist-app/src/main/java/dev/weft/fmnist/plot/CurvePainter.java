package dev.weft.fmnist.plot;

import dev.weft.fmnist.plot.Curves.Curve;
import java.util.BitSet;

/**
 * Draws lines into a chart.
 *
 * @param svg the chart
 * @param x its horizontal scale
 * @param y its vertical scale
 * @param xLabel what the horizontal axis is called
 * @param yLabel what the vertical axis is called
 */
record CurvePainter(Svg svg, Scale x, Scale y, String xLabel, String yLabel) {

  /** A line of more points is drawn without markers. */
  private static final int MOST_MARKERS = 60;
  /** Of a line of more points only some have a text. */
  private static final int MOST_HOVERS = 120;
  /** A line of more points is thin, as it would hide its own ups and downs otherwise. */
  private static final int MOST_FOR_THICK = 500;

  /** A short piece of a line, for the legend. */
  static void sample(Svg svg, int series, Curve curve, double x, double y) {
    svg.add("path", "class", classes(series, curve), "stroke-dasharray", Marks.dashes(series), "d",
        "M" + Numbers.coordinate(x) + " " + Numbers.coordinate(y) + "h24");
    if (curve.x().length <= MOST_MARKERS) {
      Marks.point(svg, series, x + 12, y);
    }
  }

  private static String classes(int series, Curve curve) {
    return Marks.line(series) + (curve.x().length > MOST_FOR_THICK ? " thin" : "");
  }

  /** Draws the line, its markers, and what shows when the pointer rests on them. */
  void draw(int series, Curve curve) {
    String path = path(curve);
    if (!path.isEmpty()) {
      svg.add("path", "class", classes(series, curve), "stroke-dasharray", Marks.dashes(series), "d", path);
    }
    int points = curve.x().length;
    int stride = Math.max(1, (points + MOST_HOVERS - 1) / MOST_HOVERS);
    for (int i = 0; i < points; i++) {
      if (has(curve, i) && (i % stride == 0 || i == points - 1)) {
        drawPoint(series, curve, i, points <= MOST_MARKERS);
      }
    }
  }

  private boolean has(Curve curve, int i) {
    return x.has(curve.x()[i]) && y.has(curve.y()[i]);
  }

  private String path(Curve curve) {
    StringBuilder path = new StringBuilder();
    BitSet kept = Thinning.keep(curve.x(), curve.y(), x, y);
    boolean pen = false;
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      boolean drawn = has(curve, i);
      if (drawn) {
        path.append(pen ? 'L' : 'M').append(Numbers.coordinate(x.at(curve.x()[i]))).append(' ')
            .append(Numbers.coordinate(y.at(curve.y()[i])));
      }
      pen = drawn;
    }
    return path.toString();
  }

  private void drawPoint(int series, Curve curve, int i, boolean marker) {
    double px = x.at(curve.x()[i]);
    double py = y.at(curve.y()[i]);
    if (marker) {
      Marks.point(svg, series, px, py);
    }
    String hover = curve.label() + "\n" + xLabel + ": " + Numbers.value(curve.x()[i]) + "\n" + yLabel + ": "
        + Numbers.value(curve.y()[i]);
    svg.addWithHover(hover, "circle", "class", "target fill-" + Marks.colour(series), "cx", px, "cy", py, "r", 7);
  }
}
