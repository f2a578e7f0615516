package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Other examples, of which an extending class changes something. */
abstract class ExamplesView implements Examples {

  /** The examples that are looked at. */
  final Examples viewed;

  ExamplesView(Examples viewed) {
    this.viewed = viewed;
  }

  @Override
  public int size() {
    return viewed.size();
  }

  @Override
  public List<Shape> inputShapes() {
    return viewed.inputShapes();
  }

  @Override
  public List<Shape> targetShapes() {
    return viewed.targetShapes();
  }

  @Override
  public void loadInputs(int i, float[] x, int[] xOffsets) {
    viewed.loadInputs(i, x, xOffsets);
  }

  @Override
  public void loadTargets(int i, float[] target, int targetOffset) {
    viewed.loadTargets(i, target, targetOffset);
  }

  @Override
  public float weight(int i) {
    return viewed.weight(i);
  }

  @Override
  public Optional<ClassLabels> classLabels() {
    return viewed.classLabels();
  }

  @Override
  public boolean trusted() {
    return viewed.trusted();
  }

  @Override
  public String describe(int i) {
    return viewed.describe(i);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "(" + size() + " of " + viewed + ")";
  }
}
