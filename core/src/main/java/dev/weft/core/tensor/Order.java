package dev.weft.core.tensor;

import java.util.Arrays;

/**
 * What is found by comparing elements along one axis: the places of extremes, and the order. NaN is larger than every number, 0 and −0
 * are equal, and of equal elements the one in front comes first.
 */
final class Order {

  private static final int PLACE_BITS = 32;

  private final Tensor tensor;
  private final int axis;
  private final int extent;
  private final int inner;

  private Order(Tensor tensor, int axis) {
    this.tensor = tensor;
    this.axis = tensor.shape().axis(axis);
    this.extent = tensor.dim(this.axis);
    this.inner = Rearrange.blockSize(tensor.shape(), this.axis + 1);
  }

  /** The places of the largest elements in row-major order of the other axes. */
  static int[] argmax(Tensor tensor, int axis) {
    return new Order(tensor, axis).extremes("argmax", 1);
  }

  /** The places of the smallest elements, or of the first NaN, in row-major order of the other axes. */
  static int[] argmin(Tensor tensor, int axis) {
    return new Order(tensor, axis).extremes("argmin", -1);
  }

  private int[] extremes(String operation, int sign) {
    if (extent == 0) {
      throw new IllegalArgumentException(
          "expected at least one element for " + operation + ", got shape " + tensor.shape());
    }
    int[] places = new int[tensor.size() / extent];
    for (int i = 0; i < places.length; i++) {
      places[i] = first(start(i), sign);
    }
    return places;
  }

  /** Where line i along the axis starts. */
  private int start(int i) {
    return tensor.offset() + i / inner * extent * inner + i % inner;
  }

  private int first(int start, int sign) {
    float[] array = tensor.array();
    int best = 0;
    float found = sign * array[start];
    for (int i = 1; i < extent; i++) {
      float value = sign * array[start + i * inner];
      if (value > found || (Float.isNaN(value) && !Float.isNaN(found))) {
        best = i;
        found = value;
      }
    }
    return best;
  }

  /** The places of all elements from the smallest to the largest, in the layout of the tensor. */
  static int[] argsort(Tensor tensor, int axis) {
    Order order = new Order(tensor, axis);
    return order.places(order.extent, false);
  }

  /** The largest elements, the largest first, and their places. */
  static TopK top(Tensor tensor, int k, int axis) {
    Order order = new Order(tensor, axis);
    if (k < 0 || k > order.extent) {
      throw new IllegalArgumentException(
          "expected from 0 to " + order.extent + " elements along axis " + order.axis + " of " + tensor.shape()
              + ", got " + k);
    }
    int[] places = order.places(k, true);
    Tensor values = places.length == 0
        ? Tensor.zeros(Rearrange.with(tensor.shape(), order.axis, k))
        : tensor.gather(order.axis, places);
    return new TopK(values, places);
  }

  /** The places of the first {@code count} elements of each line, in row-major order of a tensor with that extent along the axis. */
  private int[] places(int count, boolean descending) {
    int lines = extent == 0 ? 0 : tensor.size() / extent;
    int[] places = new int[lines * count];
    long[] keys = new long[extent];
    for (int line = 0; line < lines; line++) {
      int start = start(line);
      for (int i = 0; i < extent; i++) {
        int rank = rank(tensor.array()[start + i * inner]);
        keys[i] = ((long) (descending ? ~rank : rank) << PLACE_BITS) | i;
      }
      Arrays.sort(keys);
      for (int i = 0; i < count; i++) {
        places[(line / inner * count + i) * inner + line % inner] = (int) keys[i];
      }
    }
    return places;
  }

  /** An int that is ordered as the float is: the bits of a negative one count downwards. */
  private static int rank(float value) {
    int bits = Float.floatToIntBits(value + 0f); // makes 0 of −0
    return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
  }
}
