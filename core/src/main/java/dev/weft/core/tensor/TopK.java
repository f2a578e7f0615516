package dev.weft.core.tensor;

/** The largest elements along one axis, the largest first: what {@link Tensor#topK} found. */
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
