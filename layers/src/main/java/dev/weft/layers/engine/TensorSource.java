package dev.weft.layers.engine;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.util.List;

/** Gives the examples of tensors (N, …), one for each input, without targets; the tensors may change from run to run. */
final class TensorSource implements ExampleSource {

  private final List<Shape> examples;
  private final int capacity;
  private Tensor[] x;

  TensorSource(List<Shape> examples, int capacity) {
    this.examples = examples;
    this.capacity = capacity;
  }

  /**
   * Takes the examples from these tensors from now on, and returns how many they are.
   *
   * @throws IllegalArgumentException if they are of another shape, of different numbers, or more than the capacity
   */
  int take(Tensor... inputs) {
    int count = requireExamples(examples, inputs);
    if (count > capacity) {
      throw new IllegalArgumentException("expected at most " + capacity + " examples, got " + count);
    }
    this.x = inputs;
    return count;
  }

  /**
   * How many examples there are in these tensors.
   *
   * @param examples shapes of one example of each input
   * @throws IllegalArgumentException if they are of another shape, or of different numbers
   */
  static int requireExamples(List<Shape> examples, Tensor... inputs) {
    if (inputs.length != examples.size()) {
      throw new IllegalArgumentException(
          "expected a tensor for each of " + examples.size() + " inputs, got " + inputs.length);
    }
    for (int k = 0; k < inputs.length; k++) {
      Shape shape = inputs[k].shape();
      if (shape.rank() != examples.get(k).rank() + 1 || !shape.dropFirst().equals(examples.get(k))) {
        throw new IllegalArgumentException(
            "expected inputs of shape (N, ...) with examples " + examples.get(k) + ", got " + shape);
      }
      if (shape.dim(0) != inputs[0].shape().dim(0)) {
        throw new IllegalArgumentException("expected as many examples of each input, got " + inputs[0].shape()
            + " and " + shape);
      }
    }
    return inputs[0].shape().dim(0);
  }

  @Override
  public void load(int slot, float[] to, int offset, float[] target, int targetOffset) {
    load(slot, 0, to, offset);
  }

  @Override
  public void load(int slot, float[] to, int[] offsets, float[] target, int targetOffset) {
    for (int k = 0; k < offsets.length; k++) {
      load(slot, k, to, offsets[k]);
    }
  }

  private void load(int slot, int input, float[] to, int offset) {
    int size = examples.get(input).size();
    System.arraycopy(x[input].array(), x[input].offset() + slot * size, to, offset, size);
  }
}
