package dev.weft.core.kernel;

/**
 * A product of rows of taps with a matrix, for {@link Kernels#multiply} and its gradient: all of it that is known before the first
 * number is, planned once.
 *
 * <p>Dense layers and convolutions share two products. Both see the left operand as <em>rows</em> of <em>taps</em>: row r
 * starts at {@code x[xOffset + rows[r]]}, and tap t contributes the {@code tapLength} consecutive floats that start
 * {@code taps[t]} after the row's start. A matrix is the case of one tap at 0. For a convolution a row is an output
 * pixel, and a tap is a row of the kernel window ({@code kw × cin} consecutive floats in NHWC), so that the im2col
 * matrix is never written.
 *
 * @param taps where each tap starts after the row's start
 * @param tapLength consecutive floats of a tap
 * @param elements where each of the k elements of a row lies after the row's start, in the order of the taps
 * @param n columns of the right operand
 * @param rowStride floats between rows of the result, or of its gradient; n or more
 * @param initStride floats between rows of what the sums start with; 0: all start with the same row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Product(int[] taps, int tapLength, int[] elements, int n, int rowStride, int initStride) {

  /** Rows of taps times a matrix of n columns, whose sums start with one row such as a bias, and lie without gaps. */
  public static Product of(int[] taps, int tapLength, int n) {
    int[] elements = new int[taps.length * tapLength];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = taps[i / tapLength] + i % tapLength;
    }
    return new Product(taps, tapLength, elements, n, n, 0);
  }

  /** The product of matrices, m × k by k × n, whose sums start with one row such as a bias. */
  public static Product ofMatrices(int k, int n) {
    return of(new int[] {0}, k, n);
  }

  /** A copy whose result has rows that lie further apart. */
  public Product withRowStride(int floats) {
    return new Product(taps, tapLength, elements, n, floats, initStride);
  }

  /** A copy whose sums start with rows as far apart as the result's: with the result, to which they are then added. */
  public Product accumulating() {
    return new Product(taps, tapLength, elements, n, rowStride, rowStride);
  }

  /** The length k of the sums. */
  public int k() {
    return elements.length;
  }
}
