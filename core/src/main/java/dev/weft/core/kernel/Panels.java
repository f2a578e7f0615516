package dev.weft.core.kernel;

/**
 * How the right operand of a product is stored for {@link SimdProducts}.
 *
 * <p>A panel is {@link #TILE_VECTORS} vectors wide, the last one or two of fewer as the remaining columns need. It holds its k rows
 * one after the other, so the panel of columns c… starts at {@code k * c}. Where the columns are no multiple of the lanes, the last
 * vector ends with the last column and shares columns with the vector before it. A matrix narrower than a vector is padded with
 * zeros; {@link NarrowColumns} has its products.
 */
final class Panels {

  /** The lanes of a vector. */
  static final int L = SimdKernels.SPECIES.length();

  /** Four vectors wide where there are 32 registers; two for AVX2's 256 bits, which has 16. */
  static final int TILE_VECTORS = L == 8 ? 2 : 4;

  /** The rows of a tile of one vector. */
  static final int NARROW_TILE_ROWS = 8;

  private Panels() {}

  /** How many vectors wide the panel that starts at a column is: never a lone one after others, which could not overlap. */
  static int vectorsAt(int column, int n) {
    int left = (n - column + L - 1) / L;
    return left == TILE_VECTORS + 1 ? TILE_VECTORS - 1 : Math.min(left, TILE_VECTORS);
  }

  /** Where the last vector of a panel starts, counted from the panel's first column. */
  static int endOf(int vectors, int column, int n) {
    return Math.min(vectors * L, n - column) - L;
  }

  /** See {@link Kernels#pack}. */
  static void pack(
      float[] packed, int packedOffset, float[] b, int bOffset, int rowStride, int columnStride, int k, int n,
      int columnFrom, int columnTo) {
    if (n < L) {
      NarrowColumns.pack(packed, packedOffset, b, bOffset, rowStride, columnStride, k, n);
      return;
    }
    for (int column = 0; column < columnTo;) {
      int vectors = vectorsAt(column, n);
      if (column >= columnFrom) {
        packPanel(packed, packedOffset + k * column, vectors, endOf(vectors, column, n), b,
            bOffset + column * columnStride, rowStride, columnStride, k);
      }
      column += vectors * L;
    }
  }

  private static void packPanel(
      float[] packed, int panel, int vectors, int end, float[] b, int bOffset, int rowStride, int columnStride, int k) {
    int whole = (vectors - 1) * L;
    for (int i = 0; i < k; i++) {
      int to = panel + i * vectors * L;
      int from = bOffset + i * rowStride;
      packRow(packed, to, b, from, columnStride, whole);
      packRow(packed, to + whole, b, from + end * columnStride, columnStride, L);
    }
  }

  private static void packRow(float[] packed, int to, float[] b, int from, int columnStride, int count) {
    if (columnStride == 1) {
      System.arraycopy(b, from, packed, to, count);
      return;
    }
    for (int j = 0; j < count; j++) {
      packed[to + j] = b[from + j * columnStride];
    }
  }
}
