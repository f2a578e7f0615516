package dev.weft.fmnist.plot;

import java.util.List;
import java.util.stream.DoubleStream;

/** Bars side by side for each of several categories, such as precision and recall of each class. */
public final class GroupedBars {

  private static final double HEIGHT = 280;
  private static final double RIGHT_MARGIN = 16;
  private static final int ABOUT_TICKS = 6;
  private static final double FILLED = 0.76;
  private static final double WIDEST_BAR = 64;
  private static final double VALUE_SIZE = 12;

  private GroupedBars() {}

  /**
   * The bars of one colour.
   *
   * @param label for the legend
   * @param values one for each category; where one is not finite there is no bar
   */
  @SuppressWarnings("ArrayRecordComponent") // for drawing, never compared
  public record Series(String label, double[] values) {}

  /**
   * Draws the bars, from zero.
   *
   * @throws IllegalArgumentException if a series has not one value for each category
   */
  public static Figure of(String name, String title, String yLabel, List<String> categories, List<Series> series) {
    for (Series one : series) {
      if (one.values.length != categories.size()) {
        throw new IllegalArgumentException("expected " + categories.size() + " values for \"" + one.label + "\", got "
            + one.values.length);
      }
    }
    Svg svg = new Svg(name, title);
    double top = Legend.draw(svg, series.stream().map(Series::label).toList(), 12, Svg.WIDTH - RIGHT_MARGIN, svg.top(),
        (i, x, y) -> svg.add("rect", "class", "fill-" + Marks.colour(i), "x", x, "y", y - 7, "width", 22, "height",
            14));
    return draw(svg, top + 10, "", yLabel, categories, series);
  }

  /** Draws the bars below a legend, and names the horizontal axis if it has a name. */
  static Figure draw(Svg svg, double top, String xLabel, String yLabel, List<String> categories, List<Series> series) {
    double bottom = top + HEIGHT;
    Scale y = Scale.rounded(Math.min(0, finite(series).min().orElse(0)), Math.max(0, finite(series).max().orElse(1)),
        bottom, top, ABOUT_TICKS);
    Frame frame = new Frame(Frame.axisWidth(y.ticks()), top, Svg.WIDTH - RIGHT_MARGIN, bottom);
    frame.verticalAxis(svg, y, yLabel);
    double slot = frame.width() / Math.max(1, categories.size());
    for (int category = 0; category < categories.size(); category++) {
      drawGroup(svg, frame.left() + category * slot, slot, y, categories.get(category), category, series);
    }
    svg.line("axis", frame.left(), y.at(0), frame.right(), y.at(0));
    if (finite(series).findAny().isEmpty()) {
      frame.note(svg, "no data");
    }
    Categories names = new Categories(categories, slot);
    names.draw(svg, frame.left(), slot, bottom);
    double end = bottom + names.height();
    if (xLabel.isEmpty()) {
      return svg.figure(end + 12);
    }
    svg.text("muted middle", (frame.left() + frame.right()) / 2, end + 18, xLabel);
    return svg.figure(end + 30);
  }

  private static DoubleStream finite(List<Series> series) {
    return series.stream().flatMapToDouble(one -> DoubleStream.of(one.values)).filter(Double::isFinite);
  }

  private static void drawGroup(
      Svg svg, double left, double slot, Scale y, String category, int index, List<Series> series) {
    double bar = Math.min(WIDEST_BAR, slot * FILLED / Math.max(1, series.size()));
    double x = left + (slot - bar * series.size()) / 2;
    for (int i = 0; i < series.size(); i++, x += bar) {
      double value = series.get(i).values[index];
      if (!Double.isFinite(value)) {
        continue;
      }
      double from = Math.min(y.at(0), y.at(value));
      String label = series.get(i).label;
      String hover = (label.isEmpty() ? category : category + ", " + label) + ": " + Numbers.value(value);
      svg.addWithHover(hover, "rect", "class", "hover fill-" + Marks.colour(i), "x", x + 0.75, "y", from, "width",
          Math.max(0.5, bar - 1.5), "height", Math.abs(y.at(value) - y.at(0)));
      if (TextWidth.of(Numbers.value(value), VALUE_SIZE) <= bar + (series.size() == 1 ? slot - bar : 0)) {
        svg.text("small middle", x + bar / 2, value < 0 ? y.at(value) + 14 : from - 5, Numbers.value(value));
      }
    }
  }
}
