package dev.weft.benchmarks.chart;

import java.util.List;

/**
 * Groups of horizontal bars as an {@linkplain Svg SVG picture}.
 *
 * @param title the heading
 * @param note a line below it: machine, date, what is shown
 * @param groups from top to bottom
 */
record BarChart(String title, String note, List<Group> groups) {

  private static final int WIDTH = 800;
  private static final int LABEL_END = 200;
  private static final int BAR_START = 210;
  private static final int BAR_SPACE = 350;
  private static final int BAR = 16;
  private static final int STEP = 22;
  private static final int GROUP_HEAD = 26;
  private static final int GROUP_GAP = 12;
  private static final int BASELINE = 12;

  /**
   * Bars on one scale.
   *
   * @param title above the bars
   * @param full the value of a bar as long as there is space
   * @param mark a value at which a dashed line is drawn, or 0 for none
   * @param bars from top to bottom
   */
  record Group(String title, double full, double mark, List<Bar> bars) {}

  /**
   * One bar.
   *
   * @param label left of it
   * @param value its length on the group's scale
   * @param text right of it
   * @param ours whether to point it out
   */
  record Bar(String label, double value, String text, boolean ours) {}

  /** The picture. */
  String svg() {
    Svg svg = new Svg(title, note, WIDTH);
    int y = Svg.HEAD;
    for (Group group : groups) {
      svg.text("group", 0, y + BASELINE, "start", group.title());
      y += GROUP_HEAD;
      if (group.mark() > 0) { // first, so that text is drawn over it, with a rim of paper around its digits
        svg.mark(BAR_START + length(group.mark(), group.full()), y - 4, y + group.bars().size() * STEP - 2);
      }
      for (Bar bar : group.bars()) {
        draw(svg, bar, group.full(), y);
        y += STEP;
      }
      y += GROUP_GAP;
    }
    return svg.picture(y);
  }

  private static void draw(Svg svg, Bar bar, double full, int y) {
    int length = length(bar.value(), full);
    svg.text("label", LABEL_END, y + BASELINE, "end", bar.label());
    svg.bar(bar.ours() ? "bar ours" : "bar", BAR_START, y, length, BAR);
    svg.text("value", BAR_START + length + 8, y + BASELINE, "start", bar.text());
  }

  /** At least one pixel, so that the slowest can be seen. */
  private static int length(double value, double full) {
    return (int) Math.max(1, Math.round(value / full * BAR_SPACE));
  }
}
