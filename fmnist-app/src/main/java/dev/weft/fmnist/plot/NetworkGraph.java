package dev.weft.fmnist.plot;

import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import java.util.ArrayList;
import java.util.List;

/** The layers of a network as boxes, from the input on. */
public final class NetworkGraph {

  private static final double SIDE_MARGIN = 12;
  private static final double BOX_HEIGHT = 46;
  private static final double ARROW = 22;
  private static final double BETWEEN_COLUMNS = 44;
  private static final int MOST_IN_ONE_COLUMN = 7;
  private static final double TEXT_SIZE = 13;
  private static final double WIDEST_BOX = 420;

  private NetworkGraph() {}

  private record Box(String name, String parameters, String shapes, String hover) {}

  /** Draws a box for each layer with its name, shapes and number of parameters, in two columns if there are many. */
  public static Figure of(String name, String title, Network network) {
    List<Box> boxes = boxes(network);
    int columns = boxes.size() > MOST_IN_ONE_COLUMN ? 2 : 1;
    int rows = (boxes.size() + columns - 1) / columns;
    double width = Math.min(WIDEST_BOX, (Svg.WIDTH - 2 * SIDE_MARGIN - (columns - 1) * BETWEEN_COLUMNS) / columns);
    Svg svg = new Svg(name, title);
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
    double end = top + rows * (BOX_HEIGHT + ARROW) - ARROW;
    svg.text("muted", SIDE_MARGIN, end + 28, total(network.parameters()) + " Shapes are those of one example.");
    return svg.figure(end + 42);
  }

  private static String total(ParameterSlab parameters) {
    String trained = parameters.trainable() == parameters.size() ? "all" : Numbers.grouped(parameters.trainable());
    return Numbers.grouped(parameters.size()) + " parameters, " + trained + " of them trained.";
  }

  private static List<Box> boxes(Network network) {
    List<Box> boxes = new ArrayList<>();
    String input = network.inputShape().toString();
    boxes.add(new Box("input", "", input, "input " + input));
    for (Layer layer : network.layers()) {
      int count = layer.parameters().stream().mapToInt(Parameter::size).sum();
      String parameters = count == 0 ? "no parameters" : Numbers.grouped(count) + " parameters";
      String shapes = layer.inputShape() + " → " + layer.outputShape();
      StringBuilder hover = new StringBuilder(
          layer.name() + ": " + layer.spec().kind() + " " + layer.spec().config() + "\n" + shapes + "\n" + parameters);
      layer.parameters().forEach(p -> hover.append("\n").append(p.name()).append(' ').append(p.shape()));
      boxes.add(new Box(layer.name(), count == 0 ? "" : parameters, shapes, hover.toString()));
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

  private static void tip(Svg svg, double x, double y, String rest) {
    svg.add("path", "class", "arrow", "d", "M" + Numbers.coordinate(x) + " " + Numbers.coordinate(y) + rest);
  }

  private static String points(double... coordinates) {
    StringBuilder text = new StringBuilder();
    for (double coordinate : coordinates) {
      text.append(text.isEmpty() ? "" : " ").append(Numbers.coordinate(coordinate));
    }
    return text.toString();
  }
}
