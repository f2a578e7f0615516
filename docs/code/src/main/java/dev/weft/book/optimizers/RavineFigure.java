package dev.weft.book.optimizers;

import dev.weft.book.figure.Svg;
import java.util.Arrays;

/**
 * Draws the ways of four optimisers through the ravine, each over the same level lines. A unit is as long along y as along x,
 * so that a step against the gradient is seen to be perpendicular to the level line it starts from.
 */
final class RavineFigure {

  private static final int STEPS = 40;
  private static final int UNIT = 68;
  private static final int WIDTH = 350;
  private static final int HEIGHT = 268;
  private static final int LEFT = 284; // of the minimum, from the panel's left side
  private static final int HEAD = 26;
  private static final double[] LEVELS = {0.5, 2, 8, 20.5, 40};

  private RavineFigure() {}

  /** Draws into a folder. */
  static void draw(String folder) {
    Svg svg = new Svg(2 * WIDTH + 20, 2 * (HEIGHT + HEAD) + 42, "Forty steps through a ravine, from (−4, 1) to (0, 0)");
    svg.text("head", 0, 14, "Forty steps through a ravine, from (−4, 1) to (0, 0)");
    panel(svg, 0, 30, "sgd 0.02", "plain descent, rate 0.02");
    panel(svg, WIDTH + 20, 30, "sgd 0.077", "plain descent, rate 0.077");
    panel(svg, 0, 36 + HEIGHT + HEAD, "momentum", "momentum 1/2, rate 0.1");
    panel(svg, WIDTH + 20, 36 + HEIGHT + HEAD, "adam 0.3", "Adam, rate 0.3");
    svg.write(folder, "09-ravine.svg");
  }

  private static void panel(Svg svg, int x, int y, String name, String title) {
    int minimumX = x + LEFT;
    int minimumY = y + HEAD + HEIGHT / 2;
    svg.text("label", x + 4, y + 18, title);
    svg.cell("cell", x, y + HEAD, WIDTH, HEIGHT);
    for (double level : LEVELS) {
      levelLine(svg, x, minimumX, minimumY, level);
    }
    float[][] path = Ravine.path(Ravine.optimizers().get(name), STEPS);
    double[] xs = Arrays.stream(path).mapToDouble(point -> minimumX + UNIT * (double) point[0]).toArray();
    double[] ys = Arrays.stream(path).mapToDouble(point -> minimumY - UNIT * (double) point[1]).toArray();
    svg.polyline("way", xs, ys);
    for (int i = 0; i < xs.length; i++) {
      svg.circle("step", (int) StrictMath.round(xs[i]), (int) StrictMath.round(ys[i]), i == 0 ? 5 : 2);
    }
    svg.text("note", minimumX + 8, minimumY + 24, "(0, 0)");
    svg.text("note", (int) xs[0] + 8, (int) ys[0] - 8, "(−4, 1)");
  }

  /** The part of the line x² + 25 y² = 2 · level that lies in the panel. */
  private static void levelLine(Svg svg, int left, int minimumX, int minimumY, double level) {
    double radius = StrictMath.sqrt(2 * level);
    double from = Math.max(-radius, (left - minimumX) / (double) UNIT);
    double to = Math.min(radius, (left + WIDTH - minimumX) / (double) UNIT);
    int points = 60;
    for (int sign = -1; sign <= 1; sign += 2) {
      double[] xs = new double[points + 1];
      double[] ys = new double[points + 1];
      for (int i = 0; i <= points; i++) {
        // denser towards the ends, where the line turns
        double share = (1 - StrictMath.cos(StrictMath.PI * i / points)) / 2;
        double x = from + (to - from) * share;
        double y = StrictMath.sqrt(Math.max(0, (2 * level - x * x) / Ravine.STEEPNESS));
        xs[i] = minimumX + UNIT * x;
        ys[i] = minimumY - sign * UNIT * y;
      }
      svg.polyline("level", xs, ys);
    }
  }
}
