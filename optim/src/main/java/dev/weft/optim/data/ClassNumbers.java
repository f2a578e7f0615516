package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import java.util.List;

/** Other examples whose targets are the numbers of their classes. */
final class ClassNumbers extends ExamplesView {

  private final ClassLabels labels;

  ClassNumbers(Examples viewed) {
    super(viewed);
    this.labels = viewed.classLabels()
        .orElseThrow(() -> new IllegalArgumentException("expected examples of classes, got " + viewed));
  }

  @Override
  public List<Shape> targetShapes() {
    return List.of(Shape.of(1));
  }

  @Override
  public void loadTargets(int i, float[] target, int targetOffset) {
    target[targetOffset] = labels.label(i);
  }
}
