package dev.weft.core.tensor;

/** A function from a float to a float; {@code java.util.function} has none. */
@FunctionalInterface
public interface FloatUnaryOperator {
  /** The function's value at x. */
  float apply(float x);
}
