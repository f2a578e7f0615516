package dev.weft.core.tensor;

/**
 * A function from a float to a float; {@code java.util.function} has none.
 *
 * {@snippet :
 * Tensor.of(1, 5).map(v -> v * v); // = [ 1. 25.]
 * }
 */
@FunctionalInterface
public interface FloatUnaryOperator {
  /** The function's value at x. */
  float apply(float x);
}
