package dev.weft.book.neuron;

import dev.weft.book.figure.Svg;
import java.util.Locale;

/** Draws a neuron as a graph: values go to the right above the arrows, derivatives to the left below them. */
public final class NeuronFigure {

  private static final int TOP = 60;
  private static final int STEP = 62;

  private NeuronFigure() {}

  /** Draws into the folder given. */
  public static void main(String[] args) {
    Neuron neuron = new Neuron(0.5, -0.5, 0.1);
    Neuron gradient = neuron.gradient(1, 2, 1);
    double z = neuron.sum(1, 2);
    double a = Neuron.sigmoid(z);
    Svg svg = new Svg(660, 216, "Values and derivatives in a neuron");
    svg.text("note", 2, 18, "orange: derivatives of L, from right to left; all else: values, from left to right");
    input(svg, 0, "w1 = 0.5 (x1 = 1)", "dw1 = " + digits(gradient.w1()));
    input(svg, 1, "w2 = -0.5 (x2 = 2)", "dw2 = " + digits(gradient.w2()));
    input(svg, 2, "b = 0.1", "db = " + digits(gradient.b()));
    int middle = TOP + STEP + 6;
    node(svg, 270, middle, "sum");
    node(svg, 420, middle, "sigmoid");
    node(svg, 570, middle, "loss");
    link(svg, 305, 382, middle, "z = " + digits(z), "dz = " + digits(gradient.b()));
    link(svg, 458, 535, middle, "a = " + digits(a), "da = " + digits(a - 1));
    svg.centred("label", 590, middle - 44, "L = " + digits(neuron.loss(1, 2, 1)));
    svg.write(args[0], "02-neuron.svg");
  }

  private static void input(Svg svg, int place, String value, String derivative) {
    int y = TOP + place * STEP;
    svg.text("label", 2, y, value);
    svg.text("gradient", 2, y + 20, derivative);
    int end = TOP + STEP + 6 + (place - 1) * 14;
    svg.arrow("line", 140, y - 3, 234, end - 4);
    svg.arrow("back", 234, end + 5, 140, y + 12);
  }

  private static void node(Svg svg, int x, int y, String name) {
    svg.circle("a", x, y, 36);
    svg.centred("on", x, y + 5, name);
  }

  private static void link(Svg svg, int from, int to, int y, String value, String derivative) {
    int centre = (from + to) / 2;
    svg.centred("label", centre, y - 44, value);
    svg.arrow("line", from, y - 6, to, y - 6);
    svg.arrow("back", to, y + 8, from, y + 8);
    svg.centred("gradient", centre, y + 54, derivative);
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
