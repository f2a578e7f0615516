package dev.weft.fmnist.plot;

import dev.weft.fmnist.plot.NetworkLayout.Edge;
import dev.weft.fmnist.plot.NetworkLayout.Place;
import java.util.List;

/** Draws the boxes of a network with branches in rows and lanes, and a line for all that one takes from another. */
final class BranchedGraph {

  private static final double SIDE_MARGIN = 12;
  private static final double BOX_HEIGHT = 42;
  private static final double GAP = 30; // between rows
  private static final double BETWEEN_LANES = 16;
  private static final double NARROW = 14; // a lane without boxes
  private static final double WIDEST_BOX = 300;
  private static final double TEXT_SIZE = 13;
  private static final double FIRST_TURN = 6;
  private static final double NEXT_TURN = 4;
  private static final int TURNS = 4;

  private final Svg svg;
  private final double top;
  private final double[] left;
  private final double[] width;

  private BranchedGraph(Svg svg, NetworkLayout layout) {
    this.svg = svg;
    this.top = svg.top();
    List<Boolean> boxes = layout.lanesWithBoxes();
    this.left = new double[boxes.size()];
    this.width = new double[boxes.size()];
    long wide = boxes.stream().filter(box -> box).count();
    double lines = (boxes.size() - wide) * NARROW + (boxes.size() - 1) * BETWEEN_LANES;
    double box = Math.min(WIDEST_BOX, (Svg.WIDTH - 2 * SIDE_MARGIN - lines) / wide);
    double x = Math.max(SIDE_MARGIN, (Svg.WIDTH - lines - wide * box) / 2);
    for (int lane = 0; lane < left.length; lane++) {
      left[lane] = x;
      width[lane] = boxes.get(lane) ? box : NARROW;
      x += width[lane] + BETWEEN_LANES;
    }
  }

  /**
   * Draws all boxes and lines.
   *
   * @param boxes those of the inputs, then those of the steps
   * @return the lower end of the drawing
   */
  static double draw(Svg svg, NetworkLayout layout, List<NetworkGraph.Box> boxes) {
    BranchedGraph graph = new BranchedGraph(svg, layout);
    layout.edges().forEach(graph::line);
    for (int i = 0; i < boxes.size(); i++) {
      graph.box(boxes.get(i), layout.places().get(i));
    }
    return graph.y(layout.rows()) - GAP;
  }

  private double y(int row) {
    return top + row * (BOX_HEIGHT + GAP);
  }

  private double middle(int lane) {
    return left[lane] + width[lane] / 2;
  }

  private void box(NetworkGraph.Box box, Place place) {
    double x = left[place.lane()];
    double y = y(place.row());
    double space = width[place.lane()] - 20;
    svg.addWithHover(box.hover(), "rect", "class", "panel box", "x", x, "y", y, "width", width[place.lane()], "height",
        BOX_HEIGHT, "rx", 5);
    svg.text("strong", x + 10, y + 17, TextWidth.fit(box.name(), space, TEXT_SIZE + 1));
    svg.text("muted", x + 10, y + 34, TextWidth.fit(box.output(), space, TEXT_SIZE));
  }

  /** Down from a box, over into the lane of the line if it crosses rows, and over to the middle of the other box. */
  private void line(Edge edge) {
    double from = middle(edge.from().lane());
    double between = middle(edge.lane());
    double to = middle(edge.to().lane());
    double start = y(edge.from().row()) + BOX_HEIGHT;
    double end = y(edge.to().row());
    boolean crosses = edge.to().row() > edge.from().row() + 1;
    String points;
    if (crosses) {
      double turn = start + turn(edge.from().lane());
      double back = end - GAP + turn(edge.lane());
      points = NetworkGraph.points(from, start, from, turn, between, turn, between, back, to, back, to, end - 6);
    } else {
      double turn = start + turn(edge.from().lane());
      points = NetworkGraph.points(from, start, from, turn, to, turn, to, end - 6);
    }
    svg.add("polyline", "class", "axis", "points", points);
    NetworkGraph.tip(svg, to, end - 1, "l-5-7h10z");
  }

  /** How far below a box the lines from its lane turn, so that lines from different lanes do not lie on each other. */
  private static double turn(int lane) {
    return FIRST_TURN + lane % TURNS * NEXT_TURN;
  }
}
