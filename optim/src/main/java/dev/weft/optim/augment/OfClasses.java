package dev.weft.optim.augment;

import java.util.Arrays;
import java.util.List;

/** A change that images of some classes get. */
record OfClasses(ImageChange change, List<Integer> classes) implements ImageChange {

  OfClasses(ImageChange change, int... classes) {
    this(change, Arrays.stream(classes).boxed().toList());
  }

  OfClasses {
    classes = List.copyOf(classes);
    if (classes.isEmpty() || classes.stream().anyMatch(label -> label < 0)) {
      throw new IllegalArgumentException("expected numbers of classes, from 0, got " + classes);
    }
  }

  @Override
  public void apply(Pixels image, Draws draws) {
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i) == draws.label()) {
        change.apply(image, draws);
        return;
      }
    }
  }

  @Override
  public String toString() {
    return change + AugmentationText.FOR + String.join(" ", classes.stream().map(String::valueOf).toList());
  }
}
