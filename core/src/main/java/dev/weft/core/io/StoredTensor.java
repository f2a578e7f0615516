package dev.weft.core.io;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;

/** A tensor as PyTorch saves it: a walk with strides over a storage that lies in a file of its own. */
final class StoredTensor {

  private final Storage storage;
  private final long offset;
  private final Shape shape;
  private final long[] strides;

  /**
   * A tensor.
   *
   * @param storage the storage
   * @param offset where in it the first element lies
   * @param shape the extents
   * @param strides how far apart neighbours along each axis lie
   */
  StoredTensor(Storage storage, long offset, Shape shape, long[] strides) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }

  Storage storage() {
    return storage;
  }

  long offset() {
    return offset;
  }

  Shape shape() {
    return shape;
  }

  /**
   * Elements of one type, one after the other.
   *
   * @param dtype their type
   * @param key the name of the file within the archive
   * @param size how many there are
   */
  record Storage(Dtype dtype, String key, long size) {}

  /** Whether its elements lie one after the other. */
  boolean isContiguous() {
    long expected = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      if (shape.dim(axis) != 1 && strides[axis] != expected) {
        return false;
      }
      expected *= shape.dim(axis);
    }
    return true;
  }

  /** Whether it lies in its storage and has no more elements than that; one that repeats elements may have more. */
  boolean fits() {
    long rest = storage.size() - 1 - offset;
    if (offset < 0 || strides.length != shape.rank() || shape.size() > storage.size()) {
      return false;
    }
    for (int axis = 0; axis < strides.length && shape.size() > 0; axis++) {
      long steps = shape.dim(axis) - 1L;
      if (strides[axis] < 0 || (steps > 0 && strides[axis] > rest / steps)) {
        return false;
      }
      rest -= steps > 0 ? steps * strides[axis] : 0;
    }
    return shape.size() == 0 || rest >= 0;
  }

  /** The tensor, with its elements taken from those of its storage. */
  Tensor walk(float[] elements) {
    Tensor result = Tensor.zeros(shape);
    int[] index = new int[shape.rank()];
    for (int i = 0; i < shape.size(); i++) {
      long at = offset;
      for (int axis = 0; axis < index.length; axis++) {
        at += index[axis] * strides[axis];
      }
      result.array()[i] = elements[(int) at];
      for (int axis = index.length - 1; axis >= 0 && ++index[axis] == shape.dim(axis); axis--) {
        index[axis] = 0;
      }
    }
    return result;
  }
}
