package dev.weft.fmnist.plot;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The layers of a network as boxes, from the inputs on. */
public final class NetworkGraph {

  private static final double SIDE_MARGIN = 12;
  private static final double BOX_HEIGHT = 46;
  private static final double ARROW = 22;
  private static final double BETWEEN_COLUMNS = 44;
  private static final int MOST_IN_ONE_COLUMN = 7;
  private static final double TEXT_SIZE = 13;
  private static final double WIDEST_BOX = 420;

  private NetworkGraph() {}

  /** What is written of an input or a layer. */
  record Box(String name, String parameters, String shapes, String output, String hover) {}

  /**
   * Draws a box for each layer. A network without branches has its layers' names, shapes and numbers of parameters one below the
   * other, in two columns if there are many; one with branches has names and shapes, and lines for what each layer takes.
   */
  public static Figure of(String name, String title, Network network) {
    List<Box> boxes = boxes(network);
    Svg svg = new Svg(name, title);
    double end = isChain(network) ? column(svg, boxes) : BranchedGraph.draw(svg, NetworkLayout.of(network), boxes);
    svg.text("muted", SIDE_MARGIN, end + 28, total(network.parameters()) + " Shapes are those of one example.");
    return svg.figure(end + 42);
  }

  /** Whether each layer takes the output of the one before it, and nothing else. */
  private static boolean isChain(Network network) {
    for (int i = 0; i < network.steps().size(); i++) {
      if (!network.steps().get(i).inputs().equals(List.of(i - 1))) {
        return false;
      }
    }
    return network.outputNames().size() == 1;
  }

  private static double column(Svg svg, List<Box> boxes) {
    int columns = boxes.size() > MOST_IN_ONE_COLUMN ? 2 : 1;
    int rows = (boxes.size() + columns - 1) / columns;
    double width = Math.min(WIDEST_BOX, (Svg.WIDTH - 2 * SIDE_MARGIN - (columns - 1) * BETWEEN_COLUMNS) / columns);
    double top = svg.top();
    for (int i = 0; i < boxes.size(); i++) {
      int column = i / rows;
      double x = SIDE_MARGIN + column * (width + BETWEEN_COLUMNS);
      double y = top + i % rows * (BOX_HEIGHT + ARROW);
      draw(svg, boxes.get(i), x, y, width);
      if (i + 1 < boxes.size()) {
        arrow(svg, x, y, width, i % rows == rows - 1 ? top : Double.NaN);
      }
    }
    return top + rows * (BOX_HEIGHT + ARROW) - ARROW;
  }

  private static String total(ParameterSlab parameters) {
    String trained = parameters.trainable() == parameters.size() ? "all" : Numbers.grouped(parameters.trainable());
    return Numbers.grouped(parameters.size()) + " parameters, " + trained + " of them trained.";
  }

  private static List<Box> boxes(Network network) {
    List<Box> boxes = new ArrayList<>();
    for (int k = 0; k < network.inputNames().size(); k++) {
      String input = network.inputShapes().get(k).toString();
      String name = network.inputNames().get(k);
      boxes.add(new Box(name, "", input, input, name + " " + input));
    }
    for (Layer layer : network.layers()) {
      int count = layer.parameters().stream().mapToInt(Parameter::size).sum();
      String parameters = count == 0 ? "no parameters" : Numbers.grouped(count) + " parameters";
      String output = layer.outputShape().toString();
      String shapes =
          layer.inputShapes().stream().map(Shape::toString).collect(Collectors.joining(", ")) + " → " + output;
      StringBuilder hover = new StringBuilder(
          layer.name() + ": " + layer.spec().kind() + " " + layer.spec().config() + "\n" + shapes + "\n" + parameters);
      layer.parameters().forEach(p -> hover.append("\n").append(p.name()).append(' ').append(p.shape()));
      boxes.add(new Box(layer.name(), count == 0 ? "" : parameters, shapes, output, hover.toString()));
    }
    return boxes;
  }

  private static void draw(Svg svg, Box box, double x, double y, double width) {
    svg.addWithHover(box.hover, "rect", "class", "panel box", "x", x, "y", y, "width", width, "height", BOX_HEIGHT,
        "rx", 5);
    double space = width - 32 - TextWidth.of(box.parameters, TEXT_SIZE);
    svg.text("strong", x + 12, y + 19, TextWidth.fit(box.name, space, TEXT_SIZE + 1));
    svg.text("end", x + width - 12, y + 19, box.parameters);
    svg.text("muted", x + 12, y + 37, TextWidth.fit(box.shapes, width - 24, TEXT_SIZE));
  }

  /** An arrow to the box below, or to the first one of the next column, whose upper edge is given then. */
  private static void arrow(Svg svg, double x, double y, double width, double nextTop) {
    double middle = x + width / 2;
    double bottom = y + BOX_HEIGHT;
    if (Double.isNaN(nextTop)) {
      svg.line("axis", middle, bottom, middle, bottom + ARROW - 6);
      tip(svg, middle, bottom + ARROW - 1, "l-5-7h10z");
      return;
    }
    double start = y + BOX_HEIGHT / 2;
    double end = nextTop + BOX_HEIGHT / 2;
    double right = x + width;
    double turn = right + BETWEEN_COLUMNS / 2;
    svg.add("polyline", "class", "axis", "points", points(right, start, turn, start, turn, end,
        right + BETWEEN_COLUMNS - 6, end));
    tip(svg, right + BETWEEN_COLUMNS - 1, end, "l-7-5v10z");
  }

  static void tip(Svg svg, double x, double y, String rest) {
    svg.add("path", "class", "arrow", "d", "M" + Numbers.coordinate(x) + " " + Numbers.coordinate(y) + rest);
  }

  static String points(double... coordinates) {
    StringBuilder text = new StringBuilder();
    for (double coordinate : coordinates) {
      text.append(text.isEmpty() ? "" : " ").append(Numbers.coordinate(coordinate));
    }
    return text.toString();
  }
}
