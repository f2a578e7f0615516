package dev.weft.fmnist.report;

import dev.weft.fmnist.plot.PixelSheet;
import dev.weft.fmnist.plot.ValueScale;
import java.util.List;

/**
 * A picture made of large pixels.
 *
 * @param source the address of its PNG, which contains it
 * @param width its width on the page in CSS pixels, where there is room
 * @param title what it is, which is also its text for those who do not see it
 * @param caption what there is to say about it
 * @param keys what its colours mean: one scale, or none
 */
record Picture(String source, int width, String title, String caption, List<Key> keys) {

  private static final int WIDEST = 880;
  private static final int LARGEST_PIXEL = 24;

  /**
   * What colours mean.
   *
   * @param css the colours from left to right
   * @param low the value at the left
   * @param high the value at the right
   */
  record Key(String css, String low, String high) {}

  /** A picture without a scale, as large as fits with pixels that are whole. */
  static Picture of(PixelSheet sheet, String title, String caption) {
    int zoom = Math.clamp(WIDEST / sheet.width(), 1, LARGEST_PIXEL);
    return new Picture(sheet.dataUri(), zoom * sheet.width(), title, caption, List.of());
  }

  /** A copy with a scale. */
  Picture withKey(ValueScale scale) {
    return withKey(scale.css(), scale.low(), scale.high());
  }

  /** A copy with a scale. */
  Picture withKey(String css, String low, String high) {
    return new Picture(source, width, title, caption, List.of(new Key(css, low, high)));
  }
}
