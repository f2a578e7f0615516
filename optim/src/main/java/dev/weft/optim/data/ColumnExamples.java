package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Examples whose inputs and targets are columns. */
final class ColumnExamples implements Examples {

  private final Column[] inputs;
  private final Column[] targets;
  private final List<Shape> inputShapes;
  private final List<Shape> targetShapes;
  private final int[] targetPlaces;

  ColumnExamples(List<Column> inputs, List<Column> targets) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("expected at least one input, got none");
    }
    int size = inputs.getFirst().size();
    Stream.concat(inputs.stream(), targets.stream()).filter(column -> column.size() != size).findFirst()
        .ifPresent(column -> {
          throw new IllegalArgumentException(
              "expected inputs and targets of as many examples, got " + size + " and " + column.size());
        });
    this.inputs = inputs.toArray(new Column[0]);
    this.targets = targets.toArray(new Column[0]);
    this.inputShapes = inputs.stream().map(Column::shape).toList();
    this.targetShapes = targets.stream().map(Column::shape).toList();
    this.targetPlaces = new int[targets.size()];
    for (int k = 1; k < targetPlaces.length; k++) {
      targetPlaces[k] = targetPlaces[k - 1] + targetShapes.get(k - 1).size();
    }
  }

  @Override
  public int size() {
    return inputs[0].size();
  }

  @Override
  public List<Shape> inputShapes() {
    return inputShapes;
  }

  @Override
  public List<Shape> targetShapes() {
    return targetShapes;
  }

  @Override
  public void loadInputs(int i, float[] x, int[] xOffsets) {
    for (int k = 0; k < inputs.length; k++) {
      inputs[k].load(i, x, xOffsets[k]);
    }
  }

  @Override
  public void loadTargets(int i, float[] target, int targetOffset) {
    for (int k = 0; k < targets.length; k++) {
      targets[k].load(i, target, targetOffset + targetPlaces[k]);
    }
  }

  @Override
  public boolean trusted() {
    return Stream.concat(Stream.of(inputs), Stream.of(targets)).allMatch(Column::trusted);
  }

  @Override
  public String describe(int i) {
    return inputs[0].describe(i);
  }

  /** For example {@code Examples(150 of [(4,)] with targets [(1,)])}. */
  @Override
  public String toString() {
    return "Examples(" + size() + " of " + inputShapes + " with targets " + targetShapes + ")";
  }
}
