package dev.weft.layers.io;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Parameter;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A parameter, what another library calls it within its layer, and how it lays it out. Where a parameter has several slots, it is the sum
 * of what they give.
 *
 * @param parameter the parameter
 * @param leaf the last part of the name there, such as {@code weight}
 * @param theirs its shape there
 * @param optional whether a layer without it has zeros in its place
 * @param toOurs what makes of their layout ours
 * @param toTheirs the way back
 */
record Slot(
    Parameter parameter, String leaf, Shape theirs, boolean optional, UnaryOperator<Tensor> toOurs,
    UnaryOperator<Tensor> toTheirs) {

  /** A parameter with the same layout there. */
  static Slot same(Parameter parameter, String leaf) {
    return new Slot(parameter, leaf, parameter.shape(), false, tensor -> tensor, tensor -> tensor);
  }

  Slot asOptional() {
    return new Slot(parameter, leaf, theirs, true, toOurs, toTheirs);
  }

  /** Whether a tensor of this shape is it; axes of extent 1 may be missing, as in a convolution over one axis. */
  boolean accepts(Shape shape) {
    return shape.equals(theirs) || (shape.rank() < theirs.rank() && essential(shape).equals(essential(theirs)));
  }

  private static Shape essential(Shape shape) {
    return Shape.of(Arrays.stream(shape.dims()).filter(dim -> dim != 1).toArray());
  }
}
