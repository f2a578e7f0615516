package dev.weft.layers.engine;

import dev.weft.core.tensor.Shape;
import java.util.Objects;

/**
 * A named range of a network's {@link ParameterSlab}.
 *
 * @param name layer and role, such as {@code conv2d_1/kernel}
 * @param shape its shape, in the layout of Keras
 * @param offset where its first element lies in the slab
 * @param trainable whether optimisers change it; the moving statistics of BatchNorm are not trainable
 */
public record Parameter(String name, Shape shape, int offset, boolean trainable) {

  /** Checks that nothing is missing. */
  public Parameter {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(shape, "shape");
  }

  /** The number of elements. */
  public int size() {
    return shape.size();
  }
}
