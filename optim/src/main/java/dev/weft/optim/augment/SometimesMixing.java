package dev.weft.optim.augment;

/** A mixing that some examples get. */
record SometimesMixing(Mixing mixing, double probability) implements Mixing {

  SometimesMixing {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("expected a probability from 0 to 1, got " + probability);
    }
  }

  @Override
  public boolean forImages() {
    return mixing.forImages();
  }

  @Override
  public float mix(float[] example, int offset, float[] partner, int size, Pixels pixels, Draws draws) {
    return draws.chance(probability) ? mixing.mix(example, offset, partner, size, pixels, draws) : 1;
  }

  @Override
  public String toString() {
    return mixing + AugmentationText.AT + AugmentationText.number(probability);
  }
}
