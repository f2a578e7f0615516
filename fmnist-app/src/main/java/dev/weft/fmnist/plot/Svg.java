package dev.weft.fmnist.plot;

import java.util.List;

/** An SVG document that grows from top to bottom. Coordinates are pixels at the size it is meant for. */
final class Svg {

  /** The width of every figure. */
  static final String NAMESPACE = " xmlns=\"http://www.w3.org/2000/svg\"";

  static final double WIDTH = 720;

  private static final double MARGIN = 12;
  private static final double TITLE_SIZE = 16;
  private static final double TITLE_LINE = 21;

  private final String name;
  private final String title;
  private final List<String> titleLines;
  private final StringBuilder body = new StringBuilder();

  /** Starts a figure with its title. */
  Svg(String name, String title) {
    Figure.checkName(name);
    this.name = name;
    this.title = title;
    this.titleLines = TextWidth.wrap(title, WIDTH - 2 * MARGIN, TITLE_SIZE);
    for (int i = 0; i < titleLines.size(); i++) {
      text("title", MARGIN, MARGIN + 14 + i * TITLE_LINE, titleLines.get(i));
    }
  }

  /** Where the space below the title starts. */
  double top() {
    return MARGIN + titleLines.size() * TITLE_LINE + 8;
  }

  /** Adds an element; attributes are names and values in turn. */
  Svg add(String element, Object... attributes) {
    open(element, attributes);
    body.append("/>\n");
    return this;
  }

  /** Adds an element that shows a text while the pointer rests on it. */
  Svg addWithHover(String hover, String element, Object... attributes) {
    open(element, attributes);
    body.append("><title>").append(escape(hover)).append("</title></").append(element).append(">\n");
    return this;
  }

  private void open(String element, Object... attributes) {
    body.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      body.append(' ').append(attributes[i]).append("=\"").append(value(attributes[i + 1])).append('"');
    }
  }

  private static String value(Object value) {
    return value instanceof Number number ? Numbers.coordinate(number.doubleValue()) : escape(value.toString());
  }

  /** Adds a line of text whose base line is at y. */
  Svg text(String classes, double x, double y, String text) {
    return element("text", text, "class", classes, "x", x, "y", y);
  }

  /** Adds a line of text that runs upwards and is centred on the point. */
  Svg textUpwards(String classes, double x, double y, String text) {
    return element("text", text, "class", classes + " middle",
        "transform", "translate(" + Numbers.coordinate(x) + " " + Numbers.coordinate(y) + ") rotate(-90)");
  }

  /** Adds a line of text that ends at the point and rises to it. */
  Svg textSlanted(String classes, double x, double y, String text) {
    return element("text", text, "class", classes + " end",
        "transform", "translate(" + Numbers.coordinate(x) + " " + Numbers.coordinate(y) + ") rotate(-40)");
  }

  private Svg element(String element, String content, Object... attributes) {
    open(element, attributes);
    body.append('>').append(escape(content)).append("</").append(element).append(">\n");
    return this;
  }

  /** Adds a straight line. */
  Svg line(String classes, double x1, double y1, double x2, double y2) {
    return add("line", "class", classes, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
  }

  /** The finished figure. */
  Figure figure(double height) {
    String size =
        "width=\"" + Numbers.coordinate(WIDTH) + "\" height=\"" + Numbers.coordinate(Math.ceil(height)) + "\"";
    String svg =
        "<svg" + NAMESPACE + " class=\"weft-plot\" role=\"img\" aria-label=\"" + escape(title)
            + "\" " + size + " viewBox=\"0 0 " + Numbers.coordinate(WIDTH) + " " + Numbers.coordinate(Math.ceil(height))
            + "\" style=\"max-width:100%;height:auto\">\n"
            + "<style>\n" + Palette.standAloneStyle() + "</style>\n"
            + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n" + body + "</svg>\n";
    return new Figure(name, title, svg);
  }

  /** The text with what has a meaning in XML replaced; control characters, which XML does not allow, become spaces. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints().forEach(c -> {
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\n' -> escaped.append("&#10;");
        default -> escaped.appendCodePoint(allowed(c) ? c : ' ');
      }
    });
    return escaped.toString();
  }

  private static boolean allowed(int c) {
    return (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) || c > 0xffff;
  }
}
