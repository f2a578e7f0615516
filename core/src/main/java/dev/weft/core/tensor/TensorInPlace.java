package dev.weft.core.tensor;

/**
 * The operations of {@link Tensor} that write their result over its elements instead of into a new tensor. Each returns the tensor; the
 * other operand is broadcast to it, never the other way round, and may share memory with it.
 */
abstract sealed class TensorInPlace extends TensorArithmetic permits TensorReductions {

  TensorInPlace() {}

  /** Replaces each element by a function of it. */
  public Tensor mapInPlace(FloatUnaryOperator operator) {
    Tensor tensor = self();
    float[] values = tensor.array();
    for (int i = tensor.offset(), end = i + tensor.size(); i < end; i++) {
      values[i] = operator.apply(values[i]);
    }
    return tensor;
  }

  /**
   * Replaces each element by a function of it and of the other's.
   *
   * @throws IllegalArgumentException if the other does not broadcast to this shape
   */
  public Tensor combineInPlace(Tensor other, FloatBinaryOperator operator) {
    return Broadcast.into(self(), other, operator);
  }

  /** Adds the other's elements; as {@link #combineInPlace}. */
  public Tensor plusInPlace(Tensor other) {
    return combineInPlace(other, (a, b) -> a + b);
  }

  /** Adds a number. */
  public Tensor plusInPlace(float number) {
    return mapInPlace(a -> a + number);
  }

  /** Subtracts the other's elements; as {@link #combineInPlace}. */
  public Tensor minusInPlace(Tensor other) {
    return combineInPlace(other, (a, b) -> a - b);
  }

  /** Subtracts a number. */
  public Tensor minusInPlace(float number) {
    return mapInPlace(a -> a - number);
  }

  /** Multiplies by the other's elements; as {@link #combineInPlace}. */
  public Tensor timesInPlace(Tensor other) {
    return combineInPlace(other, (a, b) -> a * b);
  }

  /** Multiplies by a number. */
  public Tensor timesInPlace(float number) {
    return mapInPlace(a -> a * number);
  }

  /** Divides by the other's elements; as {@link #combineInPlace}. */
  public Tensor dividedByInPlace(Tensor other) {
    return combineInPlace(other, (a, b) -> a / b);
  }

  /** Divides by a number. */
  public Tensor dividedByInPlace(float number) {
    return mapInPlace(a -> a / number);
  }
}
