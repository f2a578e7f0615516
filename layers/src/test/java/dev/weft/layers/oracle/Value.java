package dev.weft.layers.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** An array of doubles in row-major order that knows what it was computed from: a node of the tape. */
public final class Value {

  /** Adds to the parents' gradients what follows from the gradient of this value. */
  @FunctionalInterface
  interface Backward {
    void accumulate(double[] dy);
  }

  private final int[] shape;
  private final double[] data;
  private final double[] grad;
  private final List<Value> parents;
  private final Backward backward;

  Value(int[] shape, double[] data, List<Value> parents, Backward backward) {
    if (data.length != Ops.size(shape)) {
      throw new IllegalArgumentException(
          "expected " + Ops.size(shape) + " numbers for " + Arrays.toString(shape) + ", got " + data.length);
    }
    this.shape = shape.clone();
    this.data = data;
    this.grad = new double[data.length];
    this.parents = List.copyOf(parents);
    this.backward = backward;
  }

  /** An input; the numbers are not copied. */
  public static Value of(double[] data, int... shape) {
    return new Value(shape, data, List.of(), dy -> {});
  }

  /** An input with the exact values of these floats. */
  public static Value of(float[] data, int... shape) {
    return of(doubles(data), shape);
  }

  /** The same numbers in double precision. */
  public static double[] doubles(float... data) {
    double[] wide = new double[data.length];
    for (int i = 0; i < data.length; i++) {
      wide[i] = data[i];
    }
    return wide;
  }

  /** The numbers themselves, not a copy. */
  public double[] data() {
    return data;
  }

  /** The gradient that the last {@link #backward} gave this value; the array itself, not a copy. */
  public double[] grad() {
    return grad;
  }

  /** The extents. */
  public int[] shape() {
    return shape.clone();
  }

  /** The extent of an axis; −1 is the innermost. */
  public int dim(int axis) {
    return shape[axis < 0 ? axis + shape.length : axis];
  }

  /** The number of elements. */
  public int size() {
    return data.length;
  }

  /** The only number of a scalar. */
  public double item() {
    if (data.length != 1) {
      throw new IllegalStateException("expected one number, got shape " + Arrays.toString(shape));
    }
    return data[0];
  }

  /** {@link #backward(double[])} from a scalar, whose gradient is 1. */
  public void backward() {
    item();
    backward(1);
  }

  /**
   * Sets the gradients of everything this value was computed from, given its own. Gradients of an earlier call in the
   * same graph are forgotten.
   */
  public void backward(double... dy) {
    if (dy.length != data.length) {
      throw new IllegalArgumentException("expected a gradient of " + data.length + " numbers, got " + dy.length);
    }
    List<Value> order = new ArrayList<>();
    collect(order, Collections.newSetFromMap(new IdentityHashMap<>()));
    for (Value value : order) {
      Arrays.fill(value.grad, 0);
    }
    System.arraycopy(dy, 0, grad, 0, dy.length);
    for (Value value : order.reversed()) {
      value.backward.accumulate(value.grad);
    }
  }

  /** Lists the graph so that parents come before what is computed from them. */
  private void collect(List<Value> order, Set<Value> seen) {
    if (seen.add(this)) {
      for (Value parent : parents) {
        parent.collect(order, seen);
      }
      order.add(this);
    }
  }
}
