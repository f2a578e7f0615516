package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Objects;

/**
 * Reads each example in another shape of the same size, {@code (N, …) → (N, target)}, in row-major order as Keras does. A view:
 * nothing is copied, and the gradient is dy in the input's shape.
 *
 * <p> Hinton and Salakhutdinov 2006, <a
 * href="https://doi.org/10.1126/science.1127647">Reducing the Dimensionality of Data with Neural Networks</a>: an autoencoder
 * ends in one.
 *
 * {@snippet :
 * Sequential.input(32).add(dense(7 * 7 * 64)).add(reshape(7, 7, 64)).build(1).outputShape(); // = (7, 7, 64)
 * }
 */
// Why it is free: docs/book/01-tensors.md.
public final class Reshape extends BaseLayer {

  /**
   * Configuration of reshape.
   *
   * @param target shape of an example behind it
   */
  public record Spec(Shape target) implements LayerSpec {

    /** Checks that there is a shape. */
    public Spec {
      Objects.requireNonNull(target, "target");
    }

    @Override
    public String kind() {
      return "reshape";
    }

    @Override
    public Reshape build(Shape input, String name, ParameterSlab.Builder parameters) {
      if (input.size() != target.size()) {
        throw new IllegalArgumentException(
            "expected an input of " + target.size() + " values for " + target + ", got " + input.size() + " in "
                + input);
      }
      return new Reshape(this, input, name);
    }
  }

  private Reshape(Spec spec, Shape input, String name) {
    super(name, spec, input, spec.target());
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
