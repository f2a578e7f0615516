package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Other examples whose targets are their inputs. */
final class AsTargets extends ExamplesView {

  private final ThreadLocal<int[]> places;

  AsTargets(Examples viewed) {
    super(viewed);
    this.places = ThreadLocal.withInitial(() -> new int[viewed.inputShapes().size()]);
  }

  @Override
  public List<Shape> targetShapes() {
    return viewed.inputShapes();
  }

  @Override
  public void loadTargets(int i, float[] target, int targetOffset) {
    int[] offsets = places.get();
    int at = targetOffset;
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] = at;
      at += viewed.inputShapes().get(k).size();
    }
    viewed.loadInputs(i, target, offsets);
  }

  @Override
  public Optional<ClassLabels> classLabels() {
    return Optional.empty();
  }
}
