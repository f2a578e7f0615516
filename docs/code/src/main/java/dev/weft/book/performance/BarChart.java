package dev.weft.book.performance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Groups of horizontal bars as an SVG picture on paper of its own, light or dark as the reader's theme is.
 *
 * @param title the heading
 * @param note a line below it: machine, date, what is shown
 * @param groups from top to bottom
 */
record BarChart(String title, String note, List<Group> groups) {

  private static final int WIDTH = 824;
  private static final int MARGIN = 12;
  private static final int LABEL_END = 212;
  private static final int BAR_START = 222;
  private static final int BAR_SPACE = 350;
  private static final int BAR = 16;
  private static final int STEP = 22;
  private static final int HEAD = 46;
  private static final int NOTE_STEP = 18;
  private static final int NOTE_GAP = 4;
  private static final int NOTE_LENGTH = 115; // of a line, in characters
  private static final int GROUP_HEAD = 26;
  private static final int GROUP_GAP = 12;
  private static final int BASELINE = 12;

  private static final String STYLE = """
      .paper { fill: #ffffff }
      text { font: 13px system-ui, sans-serif; fill: #1f2328 }
      .title { font-size: 17px; font-weight: 600 }
      .group { font-weight: 600 }
      .note { fill: #59636e }
      .value { paint-order: stroke; stroke: #ffffff; stroke-width: 5px; stroke-linejoin: round }
      .bar { fill: #9aa4b0 }
      .ours { fill: #1f77d0 }
      .mark { stroke: #59636e; stroke-dasharray: 3 3 }
      @media (prefers-color-scheme: dark) {
        .paper { fill: #0d1117 }
        text { fill: #e6edf3 }
        .note { fill: #9aa4b0 }
        .value { stroke: #0d1117 }
        .bar { fill: #6a7480 }
        .ours { fill: #4da3f7 }
        .mark { stroke: #9aa4b0 }
      }
      """;

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
    StringBuilder body = new StringBuilder();
    text(body, "title", MARGIN, 26, "start", title);
    int y = HEAD;
    for (String line : wrapped(note)) {
      text(body, "note", MARGIN, y, "start", line);
      y += NOTE_STEP;
    }
    y += NOTE_GAP;
    for (Group group : groups) {
      text(body, "group", MARGIN, y + BASELINE, "start", group.title());
      y += GROUP_HEAD;
      if (group.mark() > 0) { // first, so that text is drawn over it, with a rim of paper around its digits
        int x = BAR_START + length(group.mark(), group.full());
        body.append(String.format(Locale.ROOT, "<line class=\"mark\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n",
            x, x, y - 4, y + group.bars().size() * STEP - 2));
      }
      for (Bar bar : group.bars()) {
        draw(body, bar, group.full(), y);
        y += STEP;
      }
      y += GROUP_GAP;
    }
    return String.format(Locale.ROOT, """
        <svg xmlns="http://www.w3.org/2000/svg" role="img" width="%d" height="%d" viewBox="0 0 %d %d">
        <title>%s</title>
        <style>
        %s</style>
        <rect class="paper" width="%d" height="%d"/>
        %s</svg>
        """, WIDTH, y, WIDTH, y, escape(title), STYLE, WIDTH, y, body);
  }

  /** Lines that fit, broken between words. */
  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > NOTE_LENGTH) {
      int end = rest.lastIndexOf(' ', NOTE_LENGTH);
      lines.add(rest.substring(0, end));
      rest = rest.substring(end + 1);
    }
    lines.add(rest);
    return lines;
  }

  private static void draw(StringBuilder body, Bar bar, double full, int y) {
    int length = length(bar.value(), full);
    text(body, "label", LABEL_END, y + BASELINE, "end", bar.label());
    body.append(String.format(Locale.ROOT,
        "<rect class=\"bar%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>\n",
        bar.ours() ? " ours" : "", BAR_START, y, length, BAR));
    text(body, "value", BAR_START + length + 8, y + BASELINE, "start", bar.text());
  }

  /** At least one pixel, so that the slowest can be seen. */
  private static int length(double value, double full) {
    return (int) Math.max(1, Math.round(value / full * BAR_SPACE));
  }

  private static void text(StringBuilder body, String kind, int x, int y, String anchor, String text) {
    body.append(String.format(Locale.ROOT,
        "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n", kind, x, y, anchor, escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
