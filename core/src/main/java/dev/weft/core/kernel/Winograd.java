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
 * <p>Transformed tiles lie in 16 planes, element e of tile t and channel c at {@code e * plane + t * channels + c}.
 */
public final class Winograd {

  /** The number of elements of a transformed tile. */
  public static final int PLANES = 16;

  private static final float[][] B = {{1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, 1, 0, -1}};
  private static final float[][] G = {{1, 0, 0}, {0.5f, 0.5f, 0.5f}, {0.5f, -0.5f, 0.5f}, {0, 0, 1}};
  private static final float[][] A = {{1, 1, 1, 0}, {0, 1, -1, -1}};

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
   * Transforms the 4 × 4 tiles of an image: {@code V = Bᵀ d B}.
   *
   * @param v result in planes
   * @param corners where each tile starts after {@code xOffset}, in every fourth entry from {@code firstCorner}
   * @param rowStride floats between rows of the image
   */
  public static void transformInput(
      Kernels kernels, float[] v, int vOffset, int plane, float[] x, int xOffset, int[] corners, int firstCorner,
      int tiles, int rowStride, int channels) {
    if (kernels.lanes() > 1 && channels % kernels.lanes() == 0) {
      WinogradTiles.input(v, vOffset, plane, x, xOffset, corners, firstCorner, tiles, rowStride, channels);
      return;
    }
    float[] d = new float[PLANES];
    for (int t = 0; t < tiles; t++) {
      for (int c = 0; c < channels; c++) {
        for (int e = 0; e < PLANES; e++) {
          d[e] = x[xOffset + corners[firstCorner + 4 * t] + e / 4 * rowStride + e % 4 * channels + c];
        }
        for (int e = 0; e < PLANES; e++) {
          v[vOffset + e * plane + t * channels + c] = sandwich(B[e / 4], d, B[e % 4]);
        }
      }
    }
  }

  /**
   * Transforms the products back, adds the bias, and applies ReLU and a max-pool over the four outputs of each tile: {@code y =
   * max(0, max(Aᵀ M A) + b)}. The choice is that of {@link Kernels#reluMaxPool}.
   *
   * @param y result, (tiles, n)
   * @param m products in planes, (tiles, n) each
   */
  public static void transformOutput(
      Kernels kernels, float[] y, int yOffset, float[] choice, int choiceOffset, float[] m, int mOffset, int plane,
      float[] bias, int biasOffset, int tiles, int n) {
    if (kernels.lanes() > 1 && n % kernels.lanes() == 0) {
      WinogradTiles.output(y, yOffset, choice, choiceOffset, m, mOffset, plane, bias, biasOffset, tiles, n);
      return;
    }
    float[] product = new float[PLANES];
    for (int i = 0; i < tiles * n; i++) {
      for (int e = 0; e < PLANES; e++) {
        product[e] = m[mOffset + e * plane + i];
      }
      float best = 0;
      int chosen = Kernels.NONE;
      for (int q = 0; q < 4; q++) {
        float value = sandwich(A[q / 2], product, A[q % 2]) + bias[biasOffset + i % n];
        if (value > best || Float.isNaN(value)) {
          best = value;
          chosen = q;
        }
      }
      y[yOffset + i] = best;
      choice[choiceOffset + i] = chosen;
    }
  }

  /** {@code Σᵢⱼ left[i] · d[i, j] · right[j]} for a 4 × 4 matrix d: the columns first. */
  private static float sandwich(float[] left, float[] d, float[] right) {
    float sum = 0;
    for (int j = 0; j < 4; j++) {
      float column = 0;
      for (int i = 0; i < 4; i++) {
        column += left[i] * d[4 * i + j];
      }
      sum += column * right[j];
    }
    return sum;
  }
}
