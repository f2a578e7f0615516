package dev.weft.optim.data;

import java.util.List;
import java.util.Optional;

/** Some of other examples, in any order. */
final class Subset extends ExamplesView {

  private final int[] positions;

  Subset(Examples viewed, int[] indices) {
    super(viewed);
    for (int index : indices) {
      if (index < 0 || index >= viewed.size()) {
        throw new IllegalArgumentException(
            "expected example indices from 0 to " + (viewed.size() - 1) + ", got " + index);
      }
    }
    this.positions = indices.clone();
  }

  @Override
  public int size() {
    return positions.length;
  }

  @Override
  public void loadInputs(int i, float[] x, int[] xOffsets) {
    super.loadInputs(positions[i], x, xOffsets);
  }

  @Override
  public void loadTargets(int i, float[] target, int targetOffset) {
    super.loadTargets(positions[i], target, targetOffset);
  }

  @Override
  public float weight(int i) {
    return super.weight(positions[i]);
  }

  @Override
  public Optional<ClassLabels> classLabels() {
    return super.classLabels().map(labels -> new Labels(labels, positions));
  }

  @Override
  public String describe(int i) {
    return super.describe(positions[i]);
  }

  private record Labels(ClassLabels all, @SuppressWarnings("ArrayRecordComponent") int[] positions)
      implements
      ClassLabels {
    @Override
    public List<String> classNames() {
      return all.classNames();
    }

    @Override
    public int label(int i) {
      return all.label(positions[i]);
    }
  }
}
