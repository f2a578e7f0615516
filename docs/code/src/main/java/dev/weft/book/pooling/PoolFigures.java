package dev.weft.book.pooling;

import dev.weft.book.figure.Svg;
import dev.weft.core.random.CounterRandom;

/** Draws a max-pool forward and backward, and three dropout masks. */
public final class PoolFigures {

  private static final int CELL = 40;
  private static final int MASK_CELL = 24;
  private static final float RATE = 0.25f;

  private PoolFigures() {}

  /** Draws into the folder given. */
  public static void main(String[] args) {
    pool().write(args[0], "06-pool.svg");
    masks().write(args[0], "06-dropout.svg");
  }

  private static Svg pool() {
    PlainMaxPool pool = new PlainMaxPool(4, 4, 1, 2, 2);
    float[] y = new float[4];
    int[] places = new int[4];
    float[] dx = new float[16];
    pool.forward(y, places, PoolExample.X);
    pool.backward(dx, PoolExample.DY, places);
    Svg svg = new Svg(660, 232, "A 2 × 2 max-pool forward and backward");
    svg.text("head", 2, 18, "forward: the largest of each window");
    svg.grid(2, 36, CELL, 4, 4, (i, j) -> chosen(places, i, j) ? "a" : "cell",
        (i, j) -> digits(PoolExample.X[4 * i + j]));
    frames(svg, 2);
    svg.arrow("line", 172, 116, 210, 116);
    svg.grid(220, 76, CELL, 2, 2, (i, j) -> "a", (i, j) -> digits(y[2 * i + j]));
    svg.text("head", 350, 18, "backward: dy to where it came from");
    svg.grid(350, 76, CELL, 2, 2, (i, j) -> "b", (i, j) -> digits(PoolExample.DY[2 * i + j]));
    svg.arrow("back", 438, 116, 476, 116);
    svg.grid(486, 36, CELL, 4, 4, (i, j) -> chosen(places, i, j) ? "b" : "cell", (i, j) -> digits(dx[4 * i + j]));
    frames(svg, 486);
    svg.text("note", 2, 220, "x (4 × 4) and y (2 × 2)");
    return svg.text("note", 350, 220, "dy (2 × 2) and dx (4 × 4)");
  }

  private static void frames(Svg svg, int x) {
    for (int window = 0; window < 4; window++) {
      svg.cell("frame", x + window % 2 * 2 * CELL, 36 + window / 2 * 2 * CELL, 2 * CELL, 2 * CELL);
    }
  }

  private static boolean chosen(int[] places, int i, int j) {
    for (int place : places) {
      if (place == 4 * i + j) {
        return true;
      }
    }
    return false;
  }

  /** What is kept of 8 × 8 values in three steps. */
  private static Svg masks() {
    Svg svg = new Svg(640, 262, "Dropout masks of three steps");
    svg.text("head", 2, 18, "rate 1/4: blue values are kept and multiplied by 4/3, the others become 0");
    for (int step = 0; step < 3; step++) {
      long key = CounterRandom.key(1, step);
      int x = 2 + step * (8 * MASK_CELL + 20);
      svg.grid(x, 36, MASK_CELL, 8, 8,
          (i, j) -> CounterRandom.uniform(key, 8 * i + j) < RATE ? "cell" : "a", (i, j) -> "");
      svg.text("note", x, 252, "step " + step);
    }
    return svg;
  }

  private static String digits(float value) {
    return Integer.toString((int) value);
  }
}
