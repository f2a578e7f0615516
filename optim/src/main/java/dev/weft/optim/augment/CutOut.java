package dev.weft.optim.augment;

/** Sets a square to 0 whose side is random and whose middle lies anywhere in the image, so that it may reach over the border. */
record CutOut(int most) implements ImageChange {

  CutOut {
    if (most < 0) {
      throw new IllegalArgumentException("expected a cut-out of 0 or more pixels, got " + most);
    }
  }

  @Override
  public void apply(Pixels image, Draws draws) {
    int side = draws.below(most + 1);
    image.fill(draws.below(image.height()) - side / 2, draws.below(image.width()) - side / 2, side, side, 0);
  }

  @Override
  public String toString() {
    return "cutout " + most;
  }
}
