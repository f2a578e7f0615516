package dev.weft.optim.augment;

/** Sets a random rectangle to 0, of any shape between 3 : 1 and 1 : 3. */
record Erase(double least, double most) implements ImageChange {

  private static final float LEAST_ASPECT = (float) -Math.log(3);

  Erase {
    if (!(least >= 0 && least <= most && most < 1)) {
      throw new IllegalArgumentException(
          "expected shares of the image from 0 to below 1, the smaller one first, got " + least + " and " + most);
    }
  }

  @Override
  public void apply(Pixels image, Draws draws) {
    double area = draws.uniform((float) least, (float) most) * image.height() * image.width();
    double aspect = StrictMath.exp(draws.uniform(LEAST_ASPECT, -LEAST_ASPECT));
    int rows = (int) Math.min(image.height(), Math.round(Math.sqrt(area * aspect)));
    int columns = (int) Math.min(image.width(), Math.round(Math.sqrt(area / aspect)));
    int top = draws.below(image.height() - rows + 1);
    int left = draws.below(image.width() - columns + 1);
    image.fill(top, left, rows, columns, 0);
  }

  @Override
  public String toString() {
    return "erase " + AugmentationText.number(least) + " " + AugmentationText.number(most);
  }
}
