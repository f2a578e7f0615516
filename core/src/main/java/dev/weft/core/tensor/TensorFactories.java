package dev.weft.core.tensor;

import dev.weft.core.random.CounterRandom;

/** How a {@link Tensor} is made of numbers and of other tensors; those that need not know how it is stored. */
abstract sealed class TensorFactories permits TensorArrangement {

  TensorFactories() {}

  /** The vector 0, 1, …, n − 1. */
  public static Tensor arange(int n) {
    Tensor result = Tensor.zeros(n);
    for (int i = 0; i < n; i++) {
      result.array()[i] = i;
    }
    return result;
  }

  /** The n × n identity matrix. */
  public static Tensor identity(int n) {
    Tensor result = Tensor.zeros(n, n);
    for (int i = 0; i < n; i++) {
      result.array()[i * n + i] = 1;
    }
    return result;
  }

  /** A tensor of uniform draws from [0, 1): element i is {@link CounterRandom#uniform uniform(key, i)}. */
  public static Tensor uniform(long key, int... dims) {
    Tensor result = Tensor.zeros(dims);
    for (int i = 0; i < result.size(); i++) {
      result.array()[i] = CounterRandom.uniform(key, i);
    }
    return result;
  }

  /** A tensor of standard normal draws: element i is {@link CounterRandom#gaussian gaussian(key, i)}. */
  public static Tensor gaussian(long key, int... dims) {
    Tensor result = Tensor.zeros(dims);
    for (int i = 0; i < result.size(); i++) {
      result.array()[i] = (float) CounterRandom.gaussian(key, i);
    }
    return result;
  }

  /**
   * The tensors one after the other along an axis they have; other extents must agree.
   *
   * @throws IllegalArgumentException if there is no tensor or the shapes do not fit
   */
  public static Tensor concat(int axis, Tensor... parts) {
    return Rearrange.concat(axis, parts);
  }

  /**
   * The tensors, all of one shape, side by side along a new axis, which will be number {@code axis} of the result.
   *
   * @throws IllegalArgumentException if there is no tensor or the shapes differ
   */
  public static Tensor stack(int axis, Tensor... parts) {
    return Rearrange.stack(axis, parts);
  }

  /**
   * Evenly spaced numbers, both ends included; of one number, the first end.
   *
   * <pre>{@code
   * Tensor.linspace(0, 1, 5);                     // 0, 0.25, 0.5, 0.75, 1
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public static Tensor linspace(double from, double to, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("expected a count of 0 or more, got " + count);
    }
    Tensor result = Tensor.zeros(count);
    double step = (to - from) / (count - 1);
    for (int i = 0; i < count; i++) {
      result.array()[i] = (float) (i == 0 ? from : i == count - 1 ? to : from + i * step);
    }
    return result;
  }

  /**
   * The matrix of these rows, which are copied; (0, 0) of none.
   *
   * @throws IllegalArgumentException if rows differ in length
   */
  public static Tensor of(float[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    Tensor result = Tensor.zeros(rows.length, columns);
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new IllegalArgumentException(
            "expected rows of " + columns + " numbers, as the first, got " + rows[i].length + " in row " + i);
      }
      System.arraycopy(rows[i], 0, result.array(), i * columns, columns);
    }
    return result;
  }

  /**
   * The matrices one behind the other along a new first axis, copied; (0, 0, 0) of none.
   *
   * @throws IllegalArgumentException if matrices or rows differ in length
   */
  public static Tensor of(float[][][] matrices) {
    Tensor[] parts = new Tensor[matrices.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = of(matrices[i]);
    }
    return parts.length == 0 ? Tensor.zeros(0, 0, 0) : stack(0, parts);
  }

  /**
   * Elements of {@code a} where the mask is not 0, and of {@code b} where it is; all three are broadcast. A NaN in the mask is not 0.
   *
   * <pre>{@code
   * Tensor relu = Tensor.where(x.greaterThan(0), x, Tensor.scalar(0));
   * }</pre>
   *
   * @throws IllegalArgumentException if the shapes do not broadcast to a common one
   */
  public static Tensor where(Tensor mask, Tensor a, Tensor b) {
    Shape shape = Broadcast.shape(Broadcast.shape(mask.shape(), a.shape()), b.shape());
    Tensor chosen = a.broadcastTo(shape);
    Tensor other = b.broadcastTo(shape);
    Tensor choice = mask.broadcastTo(shape);
    for (int i = 0; i < shape.size(); i++) {
      if (choice.array()[i] == 0) {
        chosen.array()[i] = other.array()[i];
      }
    }
    return chosen;
  }
}
