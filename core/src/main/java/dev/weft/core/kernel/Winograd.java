package dev.weft.core.kernel;

/**
 * Winograd's minimal filtering F(2 × 2, 3 × 3): the four outputs of a 4 × 4 tile from 16 products instead of 36.
 *
 * <pre>
 * y = Aᵀ [ (G g Gᵀ) ⊙ (Bᵀ d B) ] A
 *
 * Bᵀ = 1  0 −1  0    G = 1   0   0    Aᵀ = 1 1  1  0
 *      0  1  1  0        ½   ½   ½         0 1 −1 −1
 *      0 −1  1  0        ½  −½   ½
 *      0  1  0 −1        0   0   1
 * </pre>
 *
 * <p>Summed over channels, each of the 16 elements is a matrix product of tiles × channels by channels × filters. Lavin and Gray
 * 2016, <a href="https://arxiv.org/abs/1509.09308">arXiv:1509.09308</a>. The result differs from direct convolution by rounding; on
 * small integers both are exact.
 *
 * <p>A tile is what one window of a 2 × 2 max-pool sees: {@link Kernels#pooledTileInput} and {@link Kernels#pooledTileOutput}.
 * Transformed tiles lie in 16 planes, element e of tile t and channel c at {@code e * plane + t * channels + c}.
 */
public final class Winograd {

  /** The number of elements of a transformed tile. */
  public static final int PLANES = 16;

  static final float[][] B = {{1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, 1, 0, -1}};
  private static final float[][] G = {{1, 0, 0}, {0.5f, 0.5f, 0.5f}, {0.5f, -0.5f, 0.5f}, {0, 0, 1}};
  static final float[][] A = {{1, 1, 1, 0}, {0, 1, -1, -1}};

  private Winograd() {}

  /**
   * Transforms one plane of the weights: {@code u[c, k] = (G g Gᵀ)ₑ} for all channels c and filters k.
   *
   * @param u result, (channels, filters) row-major
   * @param w weights (3, 3, channels, filters)
   * @param element e from 0 to 15, row by row
   */
  public static void transformWeights(float[] u, int uOffset, float[] w, int wOffset, int channels, int filters,
      int element) {
    float[] rows = G[element / 4];
    float[] columns = G[element % 4];
    int size = channels * filters;
    for (int i = 0; i < size; i++) {
      u[uOffset + i] = 0;
    }
    for (int tap = 0; tap < 9; tap++) {
      float factor = rows[tap / 3] * columns[tap % 3];
      for (int i = 0; factor != 0 && i < size; i++) {
        u[uOffset + i] += factor * w[wOffset + tap * size + i];
      }
    }
  }

  /**
   * {@code Σᵢⱼ left[i] · d[i, j] · right[j]} for a 4 × 4 matrix d: the columns first.
   *
   * @param d element (i, j) at {@code from + i * rowStride + j * columnStride}
   */
  static float sandwich(float[] left, float[] d, int from, int rowStride, int columnStride, float[] right) {
    float sum = 0;
    for (int j = 0; j < 4; j++) {
      float column = 0;
      for (int i = 0; i < 4; i++) {
        column += left[i] * d[from + i * rowStride + j * columnStride];
      }
      sum += column * right[j];
    }
    return sum;
  }
}
