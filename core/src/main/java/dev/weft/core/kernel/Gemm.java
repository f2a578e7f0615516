package dev.weft.core.kernel;

/**
 * General matrix product {@code C = op(A) op(B)} or {@code C += op(A) op(B)} for fixed sizes; op transposes or not.
 *
 * <p>All matrices are row-major: op(A) is m × k, op(B) is k × n, C is m × n. A plan owns its packing buffers, so that {@link #run}
 * allocates nothing; it serves one thread.
 *
 * <p>The product is blocked over k so that a packed panel of B stays in the L1 cache while the rows of A pass by. The sum over k
 * runs in order, whatever the blocks: they carry on from what C holds.
 *
 * {@snippet :
 * float[] a = {1, 2, 3, 4};
 * float[] b = {1, 0, 0, 1};
 * float[] c = new float[4];
 * new Gemm(Kernels.active(), 2, 2, 2, false, false).run(c, 0, a, 0, b, 0, false);
 * Arrays.toString(c); // = [1.0, 2.0, 3.0, 4.0]
 * }
 */
public final class Gemm {

  private static final int K_BLOCK = 128;

  private final Kernels kernels;
  private final int m;
  private final int n;
  private final int k;
  private final boolean transposeA;
  private final boolean transposeB;
  private final float[] packed;
  private final float[] transposed;
  private final float[] zeros;
  private final int[] rows;
  private final Product[] first; // by block of k: the products that write C
  private final Product[] further; // those that add to C

  /**
   * A plan for products of these sizes.
   *
   * @param m rows of op(A) and C
   * @param n columns of op(B) and C
   * @param k columns of op(A), rows of op(B)
   * @param transposeA whether A is stored k × m
   * @param transposeB whether B is stored n × k
   * @throws IllegalArgumentException if a size is below 1
   */
  public Gemm(Kernels kernels, int m, int n, int k, boolean transposeA, boolean transposeB) {
    if (m < 1 || n < 1 || k < 1) {
      throw new IllegalArgumentException("expected sizes of 1 or more, got m " + m + ", n " + n + ", k " + k);
    }
    this.kernels = kernels;
    this.m = m;
    this.n = n;
    this.k = k;
    this.transposeA = transposeA;
    this.transposeB = transposeB;
    this.packed = new float[kernels.packedSize(Math.min(k, K_BLOCK), n)];
    this.transposed = new float[transposeA ? m * k : 0];
    this.zeros = new float[n];
    this.rows = new int[m];
    for (int i = 0; i < m; i++) {
      rows[i] = i * k;
    }
    this.first = new Product[(k + K_BLOCK - 1) / K_BLOCK];
    this.further = new Product[first.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = Product.ofMatrices(Math.min(k - i * K_BLOCK, K_BLOCK), n);
      further[i] = first[i].accumulating();
    }
  }

  /** Computes the product into C, or adds it to what C holds. */
  public void run(float[] c, int cOffset, float[] a, int aOffset, float[] b, int bOffset, boolean accumulate) {
    float[] left = a;
    int leftOffset = aOffset;
    if (transposeA) {
      transpose(a, aOffset);
      left = transposed;
      leftOffset = 0;
    }
    for (int from = 0; from < k; from += K_BLOCK) {
      int depth = Math.min(K_BLOCK, k - from);
      int rowStride = transposeB ? 1 : n;
      int columnStride = transposeB ? k : 1;
      kernels.pack(packed, 0, b, bOffset + from * rowStride, rowStride, columnStride, depth, n, 0, n);
      boolean carry = accumulate || from > 0;
      kernels.multiply(
          c, cOffset, carry ? c : zeros, carry ? cOffset : 0, left, leftOffset + from, rows, 0, m, packed, 0,
          carry ? further[from / K_BLOCK] : first[from / K_BLOCK]);
    }
  }

  private void transpose(float[] a, int aOffset) {
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        transposed[i * k + l] = a[aOffset + l * m + i];
      }
    }
  }
}
