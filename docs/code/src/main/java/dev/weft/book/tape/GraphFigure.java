package dev.weft.book.tape;

import dev.weft.book.figure.Svg;

/** Draws the graph of {@code f = (a + b) · (b − c)} with values and derivatives. */
public final class GraphFigure {

  private GraphFigure() {}

  /** Draws into the folder given. */
  public static void main(String[] args) {
    Svg svg = new Svg(640, 352, "The graph of f = (a + b)(b - c), values and derivatives");
    svg.text("note", 2, 18, "orange, below: derivatives of f, from right to left; above: values, from left to right");
    Tape tape = new Tape();
    Tape.Value a = tape.value(2);
    Tape.Value b = tape.value(3);
    Tape.Value c = tape.value(-1);
    Tape.Value sum = a.plus(b);
    Tape.Value difference = b.minus(c);
    Tape.Value f = sum.times(difference);
    tape.backward(f);
    node(svg, 60, 76, "a", a);
    node(svg, 60, 184, "b", b);
    node(svg, 60, 292, "c", c);
    node(svg, 320, 120, "a + b", sum);
    node(svg, 320, 248, "b - c", difference);
    node(svg, 570, 184, "f", f);
    edge(svg, 60, 76, 320, 120, "1");
    edge(svg, 60, 184, 320, 120, "1");
    edge(svg, 60, 184, 320, 248, "1");
    edge(svg, 60, 292, 320, 248, "-1");
    edge(svg, 320, 120, 570, 184, "4");
    edge(svg, 320, 248, 570, 184, "5");
    svg.write(args[0], "03-graph.svg");
  }

  private static void node(Svg svg, int x, int y, String name, Tape.Value value) {
    svg.circle("a", x, y, 26);
    svg.centred("on", x, y + 5, name);
    svg.centred("label", x, y - 32, digits(value.data()));
    svg.centred("gradient", x, y + 44, digits(value.gradient()));
  }

  private static String digits(double value) {
    return Integer.toString((int) value);
  }

  /** An arrow between two circles; the slope of the operation stands at its middle. */
  private static void edge(Svg svg, int x1, int y1, int x2, int y2, String slope) {
    double length = StrictMath.hypot(x2 - x1, y2 - y1);
    int dx = (int) StrictMath.round((x2 - x1) / length * 28);
    int dy = (int) StrictMath.round((y2 - y1) / length * 28);
    svg.arrow("line", x1 + dx, y1 + dy, x2 - dx, y2 - dy);
    svg.centred("note", (x1 + x2) / 2, (y1 + y2) / 2 - 8, "slope " + slope);
  }
}
