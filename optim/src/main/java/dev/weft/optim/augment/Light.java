package dev.weft.optim.augment;

/** Changes how light images are, or how far their values are from their mean, by a factor from {@code 1 − most} to {@code 1 + most}. */
record Light(boolean contrast, double most) implements ImageChange {

  Light {
    if (!(most >= 0 && most <= 1)) {
      throw new IllegalArgumentException("expected a strength from 0 to 1, got " + most);
    }
  }

  @Override
  public void apply(Pixels image, Draws draws) {
    float factor = draws.uniform((float) (1 - most), (float) (1 + most));
    float[] values = image.values();
    float fixed = 0;
    if (contrast) {
      float sum = 0;
      for (int i = image.start(); i < image.end(); i++) {
        sum += values[i];
      }
      fixed = sum / image.size();
    }
    float added = fixed - factor * fixed;
    for (int i = image.start(); i < image.end(); i++) {
      values[i] = factor * values[i] + added;
    }
  }

  @Override
  public String toString() {
    return (contrast ? "contrast " : "brightness ") + AugmentationText.number(most);
  }
}
