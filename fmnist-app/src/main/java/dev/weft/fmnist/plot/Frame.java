package dev.weft.fmnist.plot;

import dev.weft.fmnist.plot.Scale.Tick;
import java.util.List;

/** The rectangle of a chart in which the values lie, with what is written around it. */
record Frame(double left, double top, double right, double bottom) {

  /** The size of the numbers at the axes. */
  static final double TICK_SIZE = 12;
  /** The space between a number and its axis. */
  static final double GAP = 8;
  private static final double LABEL_LINE = 20;

  /** The space that a vertical axis takes whose numbers are at most this long. */
  static double axisWidth(List<Tick> ticks) {
    return TextWidth.widest(ticks.stream().map(Tick::label).toList(), TICK_SIZE) + GAP + LABEL_LINE + GAP + 4;
  }

  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }

  /** A horizontal line for each tick with its number, and the name of the axis. */
  void verticalAxis(Svg svg, Scale scale, String label) {
    for (Tick tick : scale.ticks()) {
      double y = scale.at(tick.value());
      svg.line("grid", left, y, right, y);
      svg.text("small end", left - GAP, y + 4, tick.label());
    }
    double labelX = left - axisWidth(scale.ticks()) + LABEL_LINE;
    svg.textUpwards("muted", labelX, (top + bottom) / 2, label);
  }

  /** A short line for each tick with its number, and the name of the axis. */
  void horizontalAxis(Svg svg, Scale scale, String label) {
    svg.line("axis", left, bottom, right, bottom);
    for (Tick tick : scale.ticks()) {
      double x = scale.at(tick.value());
      svg.line("axis", x, bottom, x, bottom + 4);
      svg.text("small middle", x, bottom + 18, tick.label());
    }
    svg.text("muted middle", (left + right) / 2, bottom + 38, label);
  }

  /** A note in the middle, for a chart without data. */
  void note(Svg svg, String text) {
    svg.text("muted middle", (left + right) / 2, (top + bottom) / 2, text);
  }
}
