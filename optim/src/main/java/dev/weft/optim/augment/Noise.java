package dev.weft.optim.augment;

/**
 * Adds to each value a random number of mean 0: the sum of four uniform ones, which is close to normal and ten times as fast to draw.
 */
record Noise(double deviation) implements ImageChange {

  private static final int BYTES = 4;
  private static final float MEAN = BYTES * 255 / 2f;
  private static final float DEVIATION = (float) Math.sqrt(BYTES * (256 * 256 - 1) / 12.0);

  Noise {
    if (!(deviation >= 0 && deviation < Float.MAX_VALUE)) {
      throw new IllegalArgumentException("expected a deviation of 0 or more, got " + deviation);
    }
  }

  @Override
  public void apply(Pixels image, Draws draws) {
    float scale = (float) deviation / DEVIATION;
    float[] values = image.values();
    for (int i = image.start(); i < image.end(); i++) {
      int bits = draws.bits();
      int sum = (bits & 0xff) + (bits >> 8 & 0xff) + (bits >> 16 & 0xff) + (bits >>> 24);
      values[i] += scale * (sum - MEAN);
    }
  }

  @Override
  public String toString() {
    return "noise " + AugmentationText.number(deviation);
  }
}
