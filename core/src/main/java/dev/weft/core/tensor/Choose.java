package dev.weft.core.tensor;

import java.util.Arrays;

/** Operations that choose elements along axes: by position, reversed, repeated, with something around them. */
final class Choose {

  private Choose() {}

  static Tensor take(Tensor tensor, int axis, int... positions) {
    Shape shape = tensor.shape();
    int taken = shape.axis(axis);
    int block = Rearrange.blockSize(shape, taken + 1);
    int fromBlock = shape.dim(taken) * block;
    Tensor result = Tensor.zeros(Rearrange.with(shape, taken, positions.length));
    for (int i = 0; i < positions.length; i++) {
      int place = Rearrange.place(shape, taken, positions[i]);
      Rearrange.copyBlocks(tensor, fromBlock, place * block, result, positions.length * block, i * block, block);
    }
    return result;
  }

  static Tensor gather(Tensor tensor, int axis, int... places) {
    Shape shape = tensor.shape();
    int along = shape.axis(axis);
    int extent = shape.dim(along);
    int others = Rearrange.with(shape, along, 1).size();
    if (others == 0 ? places.length > 0 : places.length % others != 0) {
      throw new IllegalArgumentException(
          "expected as many places for each of the " + others + " positions of the axes of " + shape + " other than "
              + along
              + ", got " + places.length + " places");
    }
    int count = others == 0 ? extent : places.length / others;
    Tensor result = Tensor.zeros(Rearrange.with(shape, along, count));
    int inner = Rearrange.blockSize(shape, along + 1);
    for (int i = 0; i < places.length; i++) {
      int outer = i / (count * inner);
      int place = Rearrange.place(shape, along, places[i]);
      result.array()[i] = tensor.array()[tensor.offset() + (outer * extent + place) * inner + i % inner];
    }
    return result;
  }

  static Tensor flip(Tensor tensor, int... axes) {
    int[] order = axes.length > 0 ? axes : allAxes(tensor.rank());
    boolean[] flipped = new boolean[tensor.rank()];
    Tensor result = tensor.copy();
    for (int axis : order) {
      int index = tensor.shape().axis(axis);
      if (flipped[index]) {
        throw new IllegalArgumentException("expected each axis once, got " + Arrays.toString(axes));
      }
      flipped[index] = true;
      int[] reversed = new int[tensor.dim(index)];
      Arrays.setAll(reversed, i -> reversed.length - 1 - i);
      result = take(result, index, reversed);
    }
    return result;
  }

  private static int[] allAxes(int rank) {
    int[] axes = new int[rank];
    Arrays.setAll(axes, i -> i);
    return axes;
  }

  static Tensor repeat(Tensor tensor, int axis, int times) {
    int repeated = tensor.shape().axis(axis);
    if (times < 0) {
      throw new IllegalArgumentException("expected to repeat 0 times or more, got " + times);
    }
    int[] positions = new int[Math.multiplyExact(tensor.dim(repeated), times)];
    Arrays.setAll(positions, i -> i / times);
    return take(tensor, repeated, positions);
  }

  static Tensor pad(Tensor tensor, int axis, int before, int after, float value) {
    Shape shape = tensor.shape();
    int padded = shape.axis(axis);
    if (before < 0 || after < 0) {
      throw new IllegalArgumentException(
          "expected 0 or more positions around axis " + padded + ", got " + before + " and " + after);
    }
    int extent = shape.dim(padded);
    int longer = Math.addExact(extent, Math.addExact(before, after));
    Tensor result = Tensor.zeros(Rearrange.with(shape, padded, longer)).fill(value);
    return Rearrange.assign(result, padded, before, before + extent, tensor);
  }
}
