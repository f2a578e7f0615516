package dev.weft.core.tensor;

/**
 * A function from two floats to a float; {@code java.util.function} has none.
 *
 * {@snippet :
 * Tensor.of(1, 5).combine(Tensor.of(4, 2), (a, b) -> Math.abs(a - b)); // = [3. 3.]
 * }
 */
@FunctionalInterface
public interface FloatBinaryOperator {
  /** The function's value at (a, b). */
  float apply(float a, float b);
}
