package dev.weft.core.tensor;

import java.util.Arrays;

/** The operations of {@link Tensor} that move, choose and write elements and compute nothing. */
abstract sealed class TensorArrangement extends TensorFactories permits TensorArithmetic {

  TensorArrangement() {}

  /** This tensor. */
  abstract Tensor self();

  /**
   * The same elements under another shape, sharing memory; one extent may be −1 and is inferred.
   *
   * @throws IllegalArgumentException if the number of elements is not that of the shape
   */
  public Tensor reshape(int... dims) {
    return self().reshape(Rearrange.inferred(self().shape(), dims));
  }

  /** This tensor with a new axis of extent 1, number {@code axis} of the result, sharing memory. */
  public Tensor expandDims(int axis) {
    return self().reshape(Rearrange.expanded(self().shape(), axis));
  }

  /**
   * This tensor without an axis of extent 1, sharing memory.
   *
   * @throws IllegalArgumentException if the axis has another extent
   */
  public Tensor squeeze(int axis) {
    return self().reshape(Rearrange.squeezed(self().shape(), axis));
  }

  /**
   * Positions {@code [from, to)} of any axis, copied; negative ones count from its end, so {@code slice(1, -3, x.dim(1))} is the last
   * three columns.
   *
   * @throws IllegalArgumentException if there are no such positions
   */
  public Tensor slice(int axis, int from, int to) {
    return Rearrange.slice(self(), axis, from, to);
  }

  /**
   * Position i of the first axis without that axis, sharing memory: one image of a batch, one row of a matrix. {@code at(-1)} is the
   * last.
   *
   * @throws IllegalArgumentException if there is no such position
   */
  public Tensor at(int i) {
    int place = Rearrange.place(self().shape(), 0, i);
    return self().slice(place, place + 1).reshape(self().shape().dropFirst());
  }

  /**
   * This tensor with its axes in the order given, or reversed if none is given, copied: axis i of the result is axis
   * {@code axes[i]} of this tensor.
   *
   * @throws IllegalArgumentException if not every axis is given once
   */
  public Tensor transpose(int... axes) {
    return Rearrange.transpose(self(), axes);
  }

  /**
   * Positions of one axis in the order given, copied; one may come several times, and negative ones count from the end.
   *
   * <pre>{@code
   * Tensor batch = images.take(0, 7, 3, -1);      // images 7 and 3 and the last one
   * }</pre>
   *
   * @throws IllegalArgumentException if there is no such axis or position
   */
  public Tensor take(int axis, int... positions) {
    return Choose.take(self(), axis, positions);
  }

  /**
   * Along one axis, for each position of the other axes, the elements at places of its own. The places are in row-major order of the
   * result, whose extent along the axis is as many as there are for each position of the others; negative ones count from the end.
   * So it takes what {@link Tensor#argmax(int)}, {@link Tensor#argsort} and {@link Tensor#topK} give.
   *
   * <pre>{@code
   * Tensor likelihood = probabilities.gather(1, labels);   // (n, classes), n labels → (n, 1)
   * Tensor sorted = x.gather(1, x.argsort(1));
   * }</pre>
   *
   * <p>Where the other axes have no positions there are no places, and the result has this tensor's shape.
   *
   * @throws IllegalArgumentException if there is no such axis or place, or not equally many places for each position of the others
   */
  public Tensor gather(int axis, int... places) {
    return Choose.gather(self(), axis, places);
  }

  /**
   * This tensor with the order along some axes reversed, or along all if none is given, copied.
   *
   * @throws IllegalArgumentException if there is no such axis or one is given twice
   */
  public Tensor flip(int... axes) {
    return Choose.flip(self(), axes);
  }

  /**
   * Each position of one axis so many times, one after the other: {@code 1, 2} twice is {@code 1, 1, 2, 2}. The whole of it one
   * after the other is {@link Tensor#concat}.
   *
   * @throws IllegalArgumentException if there is no such axis or {@code times} is negative
   */
  public Tensor repeat(int axis, int times) {
    return Choose.repeat(self(), axis, times);
  }

  /** This tensor with so many zeros before and behind it along one axis; as {@link #pad(int, int, int, float)}. */
  public Tensor pad(int axis, int before, int after) {
    return pad(axis, before, after, 0);
  }

  /**
   * This tensor with so many positions before and behind it along one axis, which hold a value.
   *
   * <pre>{@code
   * Tensor framed = images.pad(1, 2, 2).pad(2, 2, 2);      // (n, 28, 28, 1) → (n, 32, 32, 1)
   * }</pre>
   *
   * @throws IllegalArgumentException if there is no such axis or a count is negative
   */
  public Tensor pad(int axis, int before, int after, float value) {
    return Choose.pad(self(), axis, before, after, value);
  }

  /**
   * This tensor repeated along axes that are missing or have extent 1, as arithmetic does it, copied.
   *
   * @throws IllegalArgumentException if it does not broadcast to this shape
   */
  public Tensor broadcastTo(Shape shape) {
    return Tensor.zeros(shape).assign(self());
  }

  /** Writes one value to every element, and returns this tensor. */
  public Tensor fill(float value) {
    Arrays.fill(self().array(), self().offset(), self().offset() + self().size(), value);
    return self();
  }

  /**
   * Writes the values of another tensor, broadcast, over all elements of this one, and returns this tensor. A {@link
   * Tensor#slice(int, int) slice} of the first axis shares memory, so {@code x.slice(2, 4).assign(y)} writes two rows of x. The two may
   * overlap.
   *
   * @throws IllegalArgumentException if the values do not broadcast to this shape
   */
  public Tensor assign(Tensor values) {
    return Broadcast.into(self(), values, (old, value) -> value);
  }

  /**
   * Writes the values of another tensor, broadcast, over positions {@code [from, to)} of any axis, and returns this tensor: {@code
   * x.assign(1, 0, 2, y)} is NumPy's {@code x[:, 0:2] = y}. Negative positions count from the end.
   *
   * @throws IllegalArgumentException if there are no such positions or the values do not broadcast to them
   */
  public Tensor assign(int axis, int from, int to, Tensor values) {
    return Rearrange.assign(self(), axis, from, to, values);
  }
}
