package dev.weft.fmnist.plot;

import java.util.List;

/** Small grey images in rows, each with a caption. */
public final class ImageGrid {

  private static final double SIDE_MARGIN = 12;
  private static final double LARGEST_IMAGE = 128;
  private static final double SPACE = 10;
  private static final double SIZE = 12;
  private static final double LINE = 15;
  private static final int MOST_LINES = 4;

  private ImageGrid() {}

  /** Whether what was predicted for an image is right, shown by a frame and a sign. */
  public enum Mark {
    /** Nothing was predicted. */
    NONE,
    /** A solid frame and a tick. */
    RIGHT,
    /** A dashed frame and a cross. */
    WRONG
  }

  /**
   * One image, drawn as it is in light and dark: 0 is black, as in Fashion-MNIST, and 255 white.
   *
   * @param pixels {@code width · height} unsigned bytes, row by row
   * @param width columns of the image
   * @param height rows of the image
   * @param caption the text below; at most four lines of it are shown
   * @param hover the text that shows while the pointer rests on the image
   * @param mark whether the prediction is right
   */
  @SuppressWarnings("ArrayRecordComponent") // for drawing, never compared
  public record Cell(byte[] pixels, int width, int height, String caption, String hover, Mark mark) {

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException unless the sizes are 1 or more and there are {@code width · height} pixels
     */
    public Cell {
      if (width < 1 || height < 1 || pixels.length != (long) width * height) {
        throw new IllegalArgumentException(
            "expected width · height pixels, got " + pixels.length + " for " + width + " × " + height);
      }
    }
  }

  /**
   * Draws the images row by row.
   *
   * @param columns how many images a row has, 1 or more
   * @throws IllegalArgumentException if it is less
   */
  public static Figure of(String name, String title, int columns, List<Cell> cells) {
    if (columns < 1) {
      throw new IllegalArgumentException("expected 1 column or more, got " + columns);
    }
    Svg svg = new Svg(name, title);
    double slot = (Svg.WIDTH - 2 * SIDE_MARGIN) / columns;
    double side = Math.min(LARGEST_IMAGE, slot - Math.min(SPACE, slot / 5));
    double y = svg.top() + 2;
    for (int start = 0; start < cells.size(); start += columns) {
      List<Cell> row = cells.subList(start, Math.min(cells.size(), start + columns));
      y += drawRow(svg, row, slot, side, y);
    }
    if (cells.isEmpty()) {
      svg.text("muted", SIDE_MARGIN, y + 16, "no images");
      y += 28;
    }
    return svg.figure(y);
  }

  /** Draws one row and returns its height. */
  private static double drawRow(Svg svg, List<Cell> row, double slot, double side, double y) {
    int most = 0;
    for (int i = 0; i < row.size(); i++) {
      double x = SIDE_MARGIN + i * slot;
      double left = x + (slot - side) / 2;
      Cell cell = row.get(i);
      drawImage(svg, cell, left, y, side);
      List<String> lines = caption(cell.caption, slot - 4);
      for (int line = 0; line < lines.size(); line++) {
        svg.text("small middle", x + slot / 2, y + side + 17 + line * LINE, lines.get(line));
      }
      most = Math.max(most, lines.size());
    }
    return side + most * LINE + 16;
  }

  private static List<String> caption(String caption, double width) {
    if (caption.isEmpty()) {
      return List.of();
    }
    List<String> lines = TextWidth.wrap(caption, width, SIZE);
    if (lines.size() > MOST_LINES) {
      lines.set(MOST_LINES - 1, lines.get(MOST_LINES - 1) + "…");
    }
    return lines.stream().limit(MOST_LINES).map(line -> TextWidth.fit(line, width, SIZE)).toList();
  }

  private static void drawImage(Svg svg, Cell cell, double x, double y, double side) {
    String png = "data:image/png;base64," + Png.base64(cell.pixels, cell.width, cell.height);
    svg.addWithHover(cell.hover, "image", "class", "pixels", "x", x, "y", y, "width", side, "height", side, "href",
        png);
    switch (cell.mark) {
      case NONE -> frame(svg, "box", x, y, side);
      case RIGHT -> {
        frame(svg, "right", x, y, side);
        sign(svg, "right", "M3 9l4 4l7-9", x, y, side);
      }
      case WRONG -> {
        frame(svg, "wrong", x, y, side);
        sign(svg, "wrong", "M4 4l9 9m0-9l-9 9", x, y, side);
      }
    }
  }

  private static void frame(Svg svg, String classes, double x, double y, double side) {
    svg.add("rect", "class", classes, "x", x, "y", y, "width", side, "height", side, "pointer-events", "none");
  }

  /** A sign in the upper right corner, on a ground of its own as the image may be light there. */
  private static void sign(Svg svg, String classes, String path, double x, double y, double side) {
    double left = x + side - 18;
    svg.add("rect", "class", "ground", "x", left, "y", y + 1, "width", 17, "height", 17, "pointer-events", "none");
    svg.add("path", "class", classes + " sign", "d", path, "transform",
        "translate(" + Numbers.coordinate(left) + " " + Numbers.coordinate(y + 1) + ")");
  }
}
