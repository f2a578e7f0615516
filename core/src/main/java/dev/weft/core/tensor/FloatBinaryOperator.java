package dev.weft.core.tensor;

/** A function from two floats to a float; {@code java.util.function} has none. */
@FunctionalInterface
public interface FloatBinaryOperator {
  /** The function's value at (a, b). */
  float apply(float a, float b);
}
