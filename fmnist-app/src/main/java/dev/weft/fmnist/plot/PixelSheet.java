package dev.weft.fmnist.plot;

import java.awt.image.BufferedImage;
import java.util.List;

/** Small pictures of one size in rows, as one PNG whose pixels are theirs; the gaps are transparent. */
public final class PixelSheet {

  private static final int GAP = 1;
  private static final int OPAQUE = 0xff000000;

  private final BufferedImage picture;

  private PixelSheet(BufferedImage picture) {
    this.picture = picture;
  }

  /**
   * Puts pictures side by side.
   *
   * @param tiles the pictures, each {@code height · width} colours 0xRRGGBB
   * @param columns how many pictures a row has
   * @throws IllegalArgumentException if there is none, or one has another number of colours
   */
  public static PixelSheet of(List<int[]> tiles, int height, int width, int columns) {
    if (tiles.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          "expected a picture and a column or more, got " + tiles.size() + " and " + columns);
    }
    int across = Math.min(columns, tiles.size());
    int down = Math.ceilDiv(tiles.size(), across);
    BufferedImage picture = new BufferedImage(across * (width + GAP) - GAP, down * (height + GAP) - GAP,
        BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < tiles.size(); i++) {
      draw(picture, tiles.get(i), height, width, i / across * (height + GAP), i % across * (width + GAP));
    }
    return new PixelSheet(picture);
  }

  private static void draw(BufferedImage picture, int[] tile, int height, int width, int top, int left) {
    if (tile.length != height * width) {
      throw new IllegalArgumentException(
          "expected " + height + " · " + width + " colours, got " + tile.length);
    }
    for (int i = 0; i < tile.length; i++) {
      picture.setRGB(left + i % width, top + i / width, tile[i] | OPAQUE);
    }
  }

  /** Its width in pixels. */
  public int width() {
    return picture.getWidth();
  }

  /** Its height in pixels. */
  public int height() {
    return picture.getHeight();
  }

  /** The PNG as the address of an image in a page. */
  public String dataUri() {
    return "data:image/png;base64," + Png.base64(picture);
  }
}
