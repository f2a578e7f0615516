package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;

/** Gives the examples of a tensor (N, …), without targets; the tensor may change from run to run. */
final class TensorSource implements ExampleSource {

  private final Shape example;
  private final int capacity;
  private Tensor x;

  TensorSource(Shape example, int capacity) {
    this.example = example;
    this.capacity = capacity;
  }

  /**
   * Takes the examples from x from now on, and returns how many they are.
   *
   * @throws IllegalArgumentException if they are of another shape, or more than the capacity
   */
  int take(Tensor x) {
    if (x.shape().rank() != example.rank() + 1 || !x.shape().dropFirst().equals(example)) {
      throw new IllegalArgumentException(
          "expected inputs of shape (N, ...) with examples " + example + ", got " + x.shape());
    }
    int count = x.shape().dim(0);
    if (count > capacity) {
      throw new IllegalArgumentException("expected at most " + capacity + " examples, got " + count);
    }
    this.x = x;
    return count;
  }

  @Override
  public void load(int slot, float[] to, int offset, float[] target, int targetOffset) {
    System.arraycopy(x.array(), x.offset() + slot * example.size(), to, offset, example.size());
  }
}
