package dev.weft.optim.augment;

/** {@link Mixing#cutmix}. */
record Cutmix(double alpha) implements Mixing {

  Cutmix {
    Beta.require(alpha);
  }

  @Override
  public boolean forImages() {
    return true;
  }

  @Override
  public float mix(float[] example, int offset, float[] partner, int size, Pixels pixels, Draws draws) {
    double side = Math.sqrt(1 - Beta.symmetric(alpha, draws));
    int rows = (int) Math.round(side * pixels.height());
    int columns = (int) Math.round(side * pixels.width());
    int middleY = draws.below(pixels.height());
    int middleX = draws.below(pixels.width());
    int top = Math.max(0, middleY - rows / 2);
    int bottom = Math.min(pixels.height(), middleY - rows / 2 + rows);
    int left = Math.max(0, middleX - columns / 2);
    int right = Math.min(pixels.width(), middleX - columns / 2 + columns);
    for (int y = top; y < bottom; y++) {
      int at = (y * pixels.width() + left) * pixels.channels();
      System.arraycopy(partner, at, example, offset + at, (right - left) * pixels.channels());
    }
    return 1 - (float) ((bottom - top) * (right - left)) / (pixels.height() * pixels.width());
  }

  @Override
  public String toString() {
    return "cutmix " + AugmentationText.number(alpha);
  }
}
