package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Other examples whose targets are their inputs. */
final class AsTargets extends ExamplesView {

  private final int[] sizes;
  private final ThreadLocal<int[]> places;

  AsTargets(Examples viewed) {
    super(viewed);
    this.sizes = viewed.inputShapes().stream().mapToInt(Shape::size).toArray();
    this.places = ThreadLocal.withInitial(() -> new int[sizes.length]);
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
      at += sizes[k];
    }
    viewed.loadInputs(i, target, offsets);
  }

  @Override
  public Optional<ClassLabels> classLabels() {
    return Optional.empty();
  }
}
