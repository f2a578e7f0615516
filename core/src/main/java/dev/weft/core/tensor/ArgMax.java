package dev.weft.core.tensor;

/** The places of largest elements. */
final class ArgMax {

  private ArgMax() {}

  static int[] along(Tensor tensor, int axis) {
    int reduced = tensor.shape().axis(axis);
    int extent = tensor.dim(reduced);
    if (extent == 0) {
      throw new IllegalArgumentException("expected at least one element for argmax, got shape " + tensor.shape());
    }
    int inner = 1;
    for (int i = reduced + 1; i < tensor.rank(); i++) {
      inner *= tensor.dim(i);
    }
    int[] places = new int[tensor.size() / extent];
    for (int i = 0; i < places.length; i++) {
      int start = tensor.offset() + i / inner * extent * inner + i % inner;
      places[i] = first(tensor.array(), start, inner, extent);
    }
    return places;
  }

  private static int first(float[] array, int start, int stride, int count) {
    int best = 0;
    float largest = array[start];
    for (int i = 1; i < count; i++) {
      float value = array[start + i * stride];
      if (value > largest || (Float.isNaN(value) && !Float.isNaN(largest))) {
        best = i;
        largest = value;
      }
    }
    return best;
  }
}
