package dev.weft.book.tensors;

import dev.weft.book.figure.Svg;

/** Draws an image of 2 × 2 pixels and 3 channels, and its memory in two layouts. */
public final class LayoutFigure {

  private static final String[] KINDS = {"a", "b", "c"};
  private static final int CELL = 44;
  private static final int LEFT = 2;

  private LayoutFigure() {}

  /** Draws into the folder given. */
  public static void main(String[] args) {
    Svg svg = new Svg(560, 316, "The channels of a pixel are neighbours in NHWC and far apart in NCHW");
    svg.text("head", LEFT, 18, "An image of 2 × 2 pixels with 3 channels, one plane a channel");
    svg.text("note", LEFT, 38, "first digit: row i; second: column j; third: channel c");
    for (int c = 0; c < 3; c++) {
      int channel = c;
      svg.grid(LEFT + c * (2 * CELL + 20), 50, CELL, 2, 2, (i, j) -> KINDS[channel], (i, j) -> "" + i + j + channel);
    }
    svg.text("head", LEFT, 174, "Memory, channels last (NHWC): position (i·2 + j)·3 + c");
    svg.grid(LEFT, 184, CELL, 1, 12, (i, m) -> KINDS[m % 3], (i, m) -> "" + m / 6 + m / 3 % 2 + m % 3);
    svg.text("head", LEFT, 258, "Memory, channels first (NCHW): position (c·2 + i)·2 + j");
    svg.grid(LEFT, 268, CELL, 1, 12, (i, m) -> KINDS[m / 4], (i, m) -> "" + m / 2 % 2 + m % 2 + m / 4);
    svg.write(args[0], "01-layout.svg");
  }
}
