package dev.weft.optim.augment;

/** Blurs images by a Gaussian of random width; beyond its border an image goes on as it ends. */
record Blur(double most) implements ImageChange {

  private static final double MOST = 8;
  private static final float LEAST_VISIBLE = 0.1f;

  Blur {
    if (!(most >= 0 && most <= MOST)) {
      throw new IllegalArgumentException("expected a deviation from 0 to " + MOST + " pixels, got " + most);
    }
  }

  @Override
  public void apply(Pixels image, Draws draws) {
    float deviation = draws.uniform(0, (float) most);
    if (deviation < LEAST_VISIBLE) {
      return;
    }
    int radius = (int) Math.ceil(3 * deviation);
    float[] weights = image.working(radius + 1);
    float sum = 0;
    for (int d = 0; d <= radius; d++) {
      weights[d] = (float) StrictMath.exp(-d * d / (2.0 * deviation * deviation));
      sum += d == 0 ? weights[d] : 2 * weights[d];
    }
    for (int d = 0; d <= radius; d++) {
      weights[d] /= sum;
    }
    int channels = image.channels();
    int row = image.width() * channels;
    float[] from = image.copy();
    for (int y = 0; y < image.height(); y++) {
      for (int c = 0; c < channels; c++) {
        line(image, from, y * row + c, channels, image.width(), weights, radius);
      }
    }
    from = image.copy();
    for (int x = 0; x < row; x++) {
      line(image, from, x, row, image.height(), weights, radius);
    }
  }

  private static void line(
      Pixels image, float[] from, int first, int step, int count, float[] weights, int radius) {
    float[] to = image.values();
    for (int i = 0; i < count; i++) {
      int at = first + i * step;
      if (i >= radius && i < count - radius) {
        float value = weights[0] * from[at];
        for (int d = 1; d <= radius; d++) {
          value += weights[d] * (from[at - d * step] + from[at + d * step]);
        }
        to[image.start() + at] = value;
        continue;
      }
      float value = weights[0] * from[at];
      for (int d = 1; d <= radius; d++) {
        value += weights[d]
            * (from[first + Math.max(0, i - d) * step] + from[first + Math.min(count - 1, i + d) * step]);
      }
      to[image.start() + at] = value;
    }
  }

  @Override
  public String toString() {
    return "blur " + AugmentationText.number(most);
  }
}
