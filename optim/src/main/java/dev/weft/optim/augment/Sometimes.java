package dev.weft.optim.augment;

import java.util.Objects;

/** A change that some images get. */
record Sometimes(ImageChange change, double probability) implements ImageChange {

  Sometimes {
    Objects.requireNonNull(change, "change");
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("expected a probability from 0 to 1, got " + probability);
    }
  }

  @Override
  public void apply(Pixels image, Draws draws) {
    if (draws.chance(probability)) {
      change.apply(image, draws);
    }
  }

  @Override
  public String toString() {
    return change + AugmentationText.AT + AugmentationText.number(probability);
  }
}
