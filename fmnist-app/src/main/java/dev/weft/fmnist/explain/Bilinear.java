package dev.weft.fmnist.explain;

import dev.weft.core.tensor.Tensor;

/** Enlarges coarse maps to the size of the image that they explain. */
public final class Bilinear {

  private Bilinear() {}

  /**
   * A map in another size. Pixels are squares that share the map's area evenly; between their centres values are
   * interpolated, beyond the outermost centres they stay.
   *
   * @param map a map (height, width)
   * @return a map of the new height and width
   */
  public static Tensor resize(Tensor map, int height, int width) {
    Tensor result = Tensor.zeros(height, width);
    for (int row = 0; row < height; row++) {
      float y = place(row, height, map.dim(0));
      int top = (int) y;
      int bottom = Math.min(top + 1, map.dim(0) - 1);
      for (int column = 0; column < width; column++) {
        float x = place(column, width, map.dim(1));
        int left = (int) x;
        int right = Math.min(left + 1, map.dim(1) - 1);
        float above = mix(map.get(top, left), map.get(top, right), x - left);
        float below = mix(map.get(bottom, left), map.get(bottom, right), x - left);
        result.set(mix(above, below, y - top), row, column);
      }
    }
    return result;
  }

  /** Where a pixel's centre lies among the centres of the old pixels. */
  private static float place(int pixel, int pixels, int oldPixels) {
    return Math.clamp((pixel + 0.5f) * oldPixels / pixels - 0.5f, 0, oldPixels - 1);
  }

  private static float mix(float from, float to, float share) {
    return from + share * (to - from);
  }
}
