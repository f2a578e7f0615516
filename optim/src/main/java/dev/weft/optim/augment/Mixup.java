package dev.weft.optim.augment;

/** {@link Mixing#mixup}. */
record Mixup(double alpha) implements Mixing {

  Mixup {
    Beta.require(alpha);
  }

  @Override
  public boolean forImages() {
    return false;
  }

  @Override
  public float mix(float[] example, int offset, float[] partner, int size, Pixels pixels, Draws draws) {
    float share = (float) Beta.symmetric(alpha, draws);
    for (int i = 0; i < size; i++) {
      example[offset + i] = share * example[offset + i] + (1 - share) * partner[i];
    }
    return share;
  }

  @Override
  public String toString() {
    return "mixup " + AugmentationText.number(alpha);
  }
}
