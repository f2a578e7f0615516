package dev.weft.core.tensor;

/**
 * The largest elements along one axis, the largest first: what {@link Tensor#topK} found.
 *
 * {@snippet :
 * TopK largest = Tensor.of(3, 9, 5).topK(2, 0);
 * largest.values(); // = [9. 5.]
 * Arrays.toString(largest.places()); // = [1, 2]
 * }
 */
public final class TopK {

  private final Tensor values;
  private final int[] places;

  TopK(Tensor values, int[] places) {
    this.values = values;
    this.places = places;
  }

  /** The elements; the extent along the axis is how many were asked for. */
  public Tensor values() {
    return values;
  }

  /** Where along the axis each of them stood, in row-major order of {@link #values}; a copy. */
  public int[] places() {
    return places.clone();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
