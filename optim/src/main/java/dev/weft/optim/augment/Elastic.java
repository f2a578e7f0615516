package dev.weft.optim.augment;

/**
 * Bends images as if they were printed on rubber: the corners of a grid of cells move at random, and all between them with a smooth
 * weight. A coarse form of the elastic distortions of Simard, Steinkraus and Platt (2003).
 */
record Elastic(double pixels, int cells) implements ImageChange {

  private static final int MOST_CELLS = 16;

  Elastic {
    if (!(pixels >= 0 && pixels < 1e4)) {
      throw new IllegalArgumentException("expected a way of 0 or more pixels, got " + pixels);
    }
    if (cells < 1 || cells > MOST_CELLS) {
      throw new IllegalArgumentException("expected 1 to " + MOST_CELLS + " cells a side, got " + cells);
    }
  }

  @Override
  public void apply(Pixels image, Draws draws) {
    int line = 2 * (cells + 1);
    int count = line * (cells + 1);
    float[] corners = image.working(count + line);
    for (int i = 0; i < count; i++) {
      corners[i] = draws.uniform((float) -pixels, (float) pixels);
    }
    float[] from = image.copy();
    float across = (float) cells / image.width();
    float along = (float) cells / image.height();
    int at = image.start();
    for (int y = 0; y < image.height(); y++) {
      float v = (y + 0.5f) * along;
      int cellY = Math.min(cells - 1, (int) v);
      float b = smooth(v - cellY);
      for (int i = 0; i < line; i++) { // the corners of this row
        float upper = corners[cellY * line + i];
        corners[count + i] = upper + b * (corners[(cellY + 1) * line + i] - upper);
      }
      for (int x = 0; x < image.width(); x++) {
        float u = (x + 0.5f) * across;
        int cellX = Math.min(cells - 1, (int) u);
        float a = smooth(u - cellX);
        int corner = count + 2 * cellX;
        float right = corners[corner] + a * (corners[corner + 2] - corners[corner]);
        float down = corners[corner + 1] + a * (corners[corner + 3] - corners[corner + 1]);
        Sampler.write(image, at, from, x + right, y + down);
        at += image.channels();
      }
    }
  }

  /** From 0 to 1 with slope 0 at both ends. */
  private static float smooth(float t) {
    return t * t * (3 - 2 * t);
  }

  @Override
  public String toString() {
    return "elastic " + AugmentationText.number(pixels) + " " + cells;
  }
}
