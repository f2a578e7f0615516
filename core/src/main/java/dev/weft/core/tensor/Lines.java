package dev.weft.core.tensor;

/** Functions of the elements of a line, which is what lies along one axis at one position of the others, in double precision. */
final class Lines {

  private final Tensor result;
  private final int extent;
  private final int inner;

  private Lines(Tensor result, int axis) {
    this.result = result;
    this.extent = result.dim(axis);
    this.inner = Rearrange.blockSize(result.shape(), axis + 1);
  }

  /** The lines of a copy of the tensor, which the functions replace. */
  static Lines of(Tensor tensor, int axis) {
    return new Lines(tensor.copy(), tensor.shape().axis(axis));
  }

  Tensor cumsum() {
    float[] values = result.array();
    for (int line = 0; line < lines(); line++) {
      double sum = 0;
      for (int i = 0, at = start(line); i < extent; i++, at += inner) {
        sum += values[at];
        values[at] = (float) sum;
      }
    }
    return result;
  }

  Tensor softmax() {
    float[] values = result.array();
    double[] powers = new double[extent];
    for (int line = 0; line < lines(); line++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0, at = start(line); i < extent; i++, at += inner) {
        max = Math.max(max, values[at]);
      }
      double sum = 0;
      for (int i = 0, at = start(line); i < extent; i++, at += inner) {
        powers[i] = Math.exp(values[at] - max);
        sum += powers[i];
      }
      for (int i = 0, at = start(line); i < extent; i++, at += inner) {
        values[at] = (float) (powers[i] / sum);
      }
    }
    return result;
  }

  private int lines() {
    return extent == 0 ? 0 : result.size() / extent;
  }

  private int start(int line) {
    return line / inner * extent * inner + line % inner;
  }
}
