package dev.weft.benchmarks.chart;

import java.util.Locale;

/** An SVG picture on paper of its own, light or dark as the reader's theme is, so that it can be read on any page. */
final class Svg {

  /** Where the space below title and note begins. */
  static final int HEAD = 58;

  private static final int MARGIN = 12;
  private static final int TITLE = 18;
  private static final int NOTE = 38;

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
      .small { font-size: 10px }
      .step0 { fill: #b2182b }
      .step1 { fill: #ef8a62 }
      .step2 { fill: #9ecae1 }
      .step3 { fill: #4292c6 }
      .step4 { fill: #084594 }
      @media (prefers-color-scheme: dark) {
        .paper { fill: #0d1117 }
        text { fill: #e6edf3 }
        .value { stroke: #0d1117 }
        .note { fill: #9aa4b0 }
        .bar { fill: #6a7480 }
        .ours { fill: #4da3f7 }
        .mark { stroke: #9aa4b0 }
        .step0 { fill: #e5484d }
        .step1 { fill: #f2a07b }
        .step2 { fill: #a6d3ee }
        .step3 { fill: #4f9fdb }
        .step4 { fill: #1f5fbf }
      }
      """;

  private final StringBuilder body = new StringBuilder();
  private final String title;
  private final int width;

  /** A picture with a heading and a line below it. */
  Svg(String title, String note, int width) {
    this.title = title;
    this.width = width;
    text("title", 0, TITLE, "start", title);
    text("note", 0, NOTE, "start", note);
  }

  void text(String kind, int x, int y, String anchor, String text) {
    add("<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n", kind, x, y, anchor, escape(text));
  }

  /** A rectangle with round corners. */
  void bar(String kind, int x, int y, int length, int height) {
    add("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>\n", kind, x, y, length, height);
  }

  /** A square that says something when it is pointed at. */
  void cell(String kind, int x, int y, int side, String tip) {
    add("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"><title>%s</title></rect>\n",
        kind, x, y, side, side, escape(tip));
  }

  /** A dashed line downwards. */
  void mark(int x, int from, int to) {
    add("<line class=\"mark\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n", x, x, from, to);
  }

  @SuppressWarnings("AnnotateFormatMethod") // no dependency for an annotation
  private void add(String format, Object... values) {
    body.append(String.format(Locale.ROOT, format, values));
  }

  /** The whole picture. */
  String picture(int height) {
    return String.format(Locale.ROOT, """
        <svg xmlns="http://www.w3.org/2000/svg" role="img" width="%1$d" height="%2$d" viewBox="-%3$d -%3$d %1$d %2$d">
        <title>%4$s</title>
        <style>
        %5$s</style>
        <rect class="paper" x="-%3$d" y="-%3$d" width="%1$d" height="%2$d"/>
        %6$s</svg>
        """, width + 2 * MARGIN, height + 2 * MARGIN, MARGIN, escape(title), STYLE, body);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
