package dev.weft.core.kernel;

/**
 * The im2col matrix, written out: one row per window of an image, its elements side by side.
 *
 * <p>{@link Kernels#multiply} reads windows in place and never needs it; it is here for the gradient of an image, which is a
 * matrix of window gradients added up (col2im), for comparison and for teaching. Rows and taps are those of {@link Product}.
 */
public final class Columns {

  private Columns() {}

  /**
   * im2col: {@code columns[r, t · tapLength + l] = x[rows[firstRow + r] + taps[t] + l]}.
   *
   * @param columns result, row r at {@code columnsOffset + r * taps.length * tapLength}
   */
  public static void fromImage(
      float[] columns, int columnsOffset, float[] x, int xOffset, int[] rows, int firstRow, int rowCount, int[] taps,
      int tapLength) {
    int to = columnsOffset;
    for (int r = 0; r < rowCount; r++) {
      for (int tap : taps) {
        System.arraycopy(x, xOffset + rows[firstRow + r] + tap, columns, to, tapLength);
        to += tapLength;
      }
    }
  }

  /**
   * col2im, the transpose of {@link #fromImage}: {@code x[rows[firstRow + r] + taps[t] + l] += columns[r, t · tapLength + l]}.
   *
   * <p>Where windows overlap, the values add up in the order of the rows.
   */
  public static void addToImage(
      Kernels kernels, float[] x, int xOffset, float[] columns, int columnsOffset, int[] rows, int firstRow,
      int rowCount, int[] taps, int tapLength) {
    int from = columnsOffset;
    for (int r = 0; r < rowCount; r++) {
      for (int tap : taps) {
        kernels.add(x, xOffset + rows[firstRow + r] + tap, columns, from, tapLength);
        from += tapLength;
      }
    }
  }
}
