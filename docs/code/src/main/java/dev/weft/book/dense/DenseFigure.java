package dev.weft.book.dense;

import dev.weft.book.figure.Svg;

/** Draws which row and column make one element of y, dx and dW. */
public final class DenseFigure {

  private static final int CELL = 30;

  private DenseFigure() {}

  /** Draws into the folder given. */
  public static void main(String[] args) {
    Svg svg = new Svg(600, 454, "One element of y, dx and dW, and what it is made of, for N = 2, C = 3 and K = 2");
    product(svg, 0, "y = x W", "row n of x, column k of W,", "summed over c");
    matrix(svg, "y (N, K)", 2, 50, 2, 2, 1, 1);
    matrix(svg, "x (N, C)", 160, 50, 2, 3, 1, -1);
    matrix(svg, "W (C, K)", 300, 50, 3, 2, -1, 1);
    product(svg, 155, "dx = dy Wᵀ", "row n of dy, row c of W,", "summed over k");
    matrix(svg, "dx (N, C)", 2, 205, 2, 3, 1, 2);
    matrix(svg, "dy (N, K)", 160, 205, 2, 2, 1, -1);
    matrix(svg, "W (C, K)", 300, 205, 3, 2, 2, -1);
    product(svg, 310, "dW = xᵀ dy", "column c of x, column k of dy,", "summed over n");
    matrix(svg, "dW (C, K)", 2, 360, 3, 2, 2, 1);
    matrix(svg, "x (N, C)", 160, 360, 2, 3, -1, 2);
    matrix(svg, "dy (N, K)", 300, 360, 2, 2, -1, 1);
    svg.write(args[0], "04-dense.svg");
  }

  private static void product(Svg svg, int y, String formula, String note, String sum) {
    svg.text("head", 2, y + 18, formula);
    svg.text("label", 120, y + 100, "from");
    svg.text("note", 400, y + 90, note);
    svg.text("note", 400, y + 108, sum);
  }

  /** A matrix with one row, one column or one element marked; −1 is all. */
  private static void matrix(Svg svg, String name, int x, int y, int rows, int columns, int row, int column) {
    svg.text("note", x, y - 6, name);
    svg.grid(x, y, CELL, rows, columns,
        (i, j) -> (row < 0 || i == row) && (column < 0 || j == column) ? "a" : "cell", (i, j) -> "");
  }
}
