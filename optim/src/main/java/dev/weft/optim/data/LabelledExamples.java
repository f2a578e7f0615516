package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Examples of one input whose targets are classes, one-hot. */
final class LabelledExamples implements Examples, ClassLabels {

  private final Column x;
  private final int[] labels;
  private final List<String> classNames;

  LabelledExamples(Column x, int[] labels, List<String> classNames) {
    if (labels.length != x.size()) {
      throw new IllegalArgumentException(
          "expected as many labels as examples, " + x.size() + ", got " + labels.length);
    }
    this.classNames = ClassNames.copyOf(classNames);
    for (int i = 0; i < labels.length; i++) {
      ClassNames.requireLabel(labels[i], this.classNames, x.describe(i));
    }
    this.x = x;
    this.labels = labels.clone();
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public List<Shape> inputShapes() {
    return List.of(x.shape());
  }

  @Override
  public List<Shape> targetShapes() {
    return List.of(Shape.of(classNames.size()));
  }

  @Override
  public void loadInputs(int i, float[] to, int[] offsets) {
    x.load(i, to, offsets[0]);
  }

  @Override
  public void loadTargets(int i, float[] target, int targetOffset) {
    Arrays.fill(target, targetOffset, targetOffset + classNames.size(), 0f);
    target[targetOffset + labels[i]] = 1f;
  }

  @Override
  public Optional<ClassLabels> classLabels() {
    return Optional.of(this);
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int label(int i) {
    return labels[i];
  }

  @Override
  public boolean trusted() {
    return x.trusted();
  }

  @Override
  public String describe(int i) {
    return x.describe(i);
  }

  /** For example {@code Examples(150 of (4,), 3 classes)}. */
  @Override
  public String toString() {
    return "Examples(" + size() + " of " + x.shape() + ", " + classNames.size() + " classes)";
  }
}
