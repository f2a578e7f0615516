package dev.weft.book.convolution;

import dev.weft.book.figure.Svg;

/** Draws which cells of image, filter and output belong together. */
public final class ConvolutionFigures {

  private static final int CELL = 44;
  private static final int OUT = 420;

  private ConvolutionFigures() {}

  /** Draws into the folder given. */
  public static void main(String[] args) {
    forward().write(args[0], "05-forward.svg");
    backward().write(args[0], "05-backward.svg");
    weights().write(args[0], "05-weights.svg");
    stride().write(args[0], "05-stride.svg");
  }

  /** The window under y[0, 1]. */
  private static Svg forward() {
    Svg svg = frame("The window of the image that y[0, 1] sees", 242);
    svg.grid(2, 50, CELL, 4, 4, (i, j) -> i < 3 && j >= 1 ? "a" : "cell", (i, j) -> "x" + i + j);
    svg.grid(230, 72, CELL, 3, 3, (i, j) -> "b", (u, v) -> "w" + u + v);
    svg.grid(OUT, 94, CELL, 2, 2, (i, j) -> i == 0 && j == 1 ? "c" : "cell", (i, j) -> "y" + i + j);
    return svg.text("note", OUT, 206, "y01 = x01·w00 + x02·w01 + …");
  }

  /** What x[1, 1] goes into, and the number of windows over each pixel. */
  private static Svg backward() {
    Svg svg = frame("The outputs that x[1, 1] goes into", 242);
    svg.grid(2, 50, CELL, 4, 4, (i, j) -> i == 1 && j == 1 ? "a" : "cell", (i, j) -> "x" + i + j);
    svg.grid(230, 72, CELL, 3, 3, (u, v) -> u <= 1 && v <= 1 ? "b" : "cell", (u, v) -> "w" + u + v);
    svg.grid(OUT, 94, CELL, 2, 2, (i, j) -> "c", (i, j) -> "y" + i + j);
    svg.text("note", OUT, 206, "y00 with w11, y01 with w10,");
    svg.text("note", OUT, 224, "y10 with w01, y11 with w00");
    return svg;
  }

  /** What w[0, 2] connects. */
  private static Svg weights() {
    Svg svg = frame("The pixels that w[0, 2] is multiplied with", 242);
    svg.grid(2, 50, CELL, 4, 4, (i, j) -> i < 2 && j >= 2 ? "a" : "cell", (i, j) -> "x" + i + j);
    svg.grid(230, 72, CELL, 3, 3, (u, v) -> u == 0 && v == 2 ? "b" : "cell", (u, v) -> "w" + u + v);
    svg.grid(OUT, 94, CELL, 2, 2, (i, j) -> "c", (i, j) -> "y" + i + j);
    svg.text("note", OUT, 206, "x02 for y00, x03 for y01,");
    svg.text("note", OUT, 224, "x12 for y10, x13 for y11");
    return svg;
  }

  /** A 5 × 5 image with a border of zeros, and the first window of each output of a convolution with stride 2. */
  private static Svg stride() {
    int cell = 32;
    Svg svg = new Svg(560, 300, "Stride 2 and padding 1: a 5 × 5 image gives 3 × 3 outputs");
    svg.text("head", 2, 18, "image, 5 × 5, with one row and column of zeros around it");
    svg.grid(2, 34, cell, 7, 7, (i, j) -> border(i) || border(j) ? "pad" : "cell",
        (i, j) -> border(i) || border(j) ? "0" : "");
    svg.cell("frame", 2, 34, 3 * cell, 3 * cell);
    svg.cell("frame", 2 + 4 * cell, 34 + 2 * cell, 3 * cell, 3 * cell);
    svg.text("head", 400, 90, "output, 3 × 3");
    svg.grid(400, 106, cell, 3, 3, (i, j) -> (i == 0 && j == 0) || (i == 1 && j == 2) ? "c" : "cell",
        (i, j) -> "" + i + j);
    svg.text("note", 2, 284, "The two frames are the windows of outputs 00 and 12.");
    return svg;
  }

  private static boolean border(int place) {
    return place == 0 || place == 6;
  }

  private static Svg frame(String title, int height) {
    Svg svg = new Svg(640, height, title);
    svg.text("head", 2, 18, title);
    svg.text("note", 2, 42, "image x (4 × 4)");
    svg.text("note", 230, 64, "filter W (3 × 3)");
    return svg.text("note", OUT, 86, "output y (2 × 2)");
  }
}
