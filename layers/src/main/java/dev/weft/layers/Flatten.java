package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;

/**
 * Reads each example as one row, {@code (N, H, W, C) → (N, H·W·C)}; the order is Keras's. A view: nothing is copied, and the
 * gradient is dy in the input's shape.
 *
 * {@snippet :
 * Sequential.input(28, 28, 8).add(maxPool2D(2)).add(flatten()).add(dense(10)).build(1).outputShape(); // = (10,)
 * }
 */
// Why it is free: docs/book/01-tensors.md.
public final class Flatten extends BaseLayer {

  /** Configuration of flatten: none. */
  public record Spec() implements LayerSpec {
    @Override
    public String kind() {
      return "flatten";
    }

    @Override
    public Flatten build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new Flatten(this, input, name);
    }
  }

  private Flatten(Spec spec, Shape input, String name) {
    super(name, spec, input, Shape.of(input.size()));
  }

  @Override
  public boolean isView(boolean training) {
    return true;
  }

  @Override
  public void forward(Pass pass, int worker, int from, int to) {}

  @Override
  public void backward(Pass pass, int worker, int from, int to) {}

  @Override
  public String path() {
    return "view";
  }
}
