package dev.weft.core.kernel;

/**
 * Winograd's minimal filtering F(4 × 4, 3 × 3): the sixteen outputs of a 6 × 6 tile from 36 products instead of 144.
 *
 * <pre>
 * y = Aᵀ [ (G g Gᵀ) ⊙ (Bᵀ d B) ] A         dg = Gᵀ [ (A dy Aᵀ) ⊙ (Bᵀ d B) ] G
 *
 * Bᵀ = 4  0 −5  0  1  0    G =  ¼    0    0     Aᵀ = 1  1  1  1  1  0
 *      0 −4 −4  1  1  0        −⅙   −⅙   −⅙          0  1 −1  2 −2  0
 *      0  4 −4 −1  1  0        −⅙    ⅙   −⅙          0  1  1  4  4  0
 *      0 −2 −1  2  1  0        1/24  1/12  ⅙         0  1 −1  8 −8  1
 *      0  2 −1 −2  1  0        1/24 −1/12  ⅙
 *      0  4  0 −5  0  1         0    0    1
 * </pre>
 *
 * <p>Summed over channels, each of the 36 elements is a matrix product of tiles × channels by channels × filters. Lavin and Gray
 * 2016, <a href="https://arxiv.org/abs/1509.09308">arXiv:1509.09308</a>. The interpolation points 0, ±1, ±2 make the numbers in
 * between larger than the result: its error is about ten times that of the direct sum, see {@link #ERROR}.
 *
 * <p>Transformed tiles lie in planes, element e of tile t and channel c at {@code e * plane + t * channels + c}.
 */
public final class LargeTile {

  /** Rows and columns of outputs. */
  public static final int OUT = 4;

  /** Rows and columns of inputs. */
  public static final int IN = 6;

  /** The number of elements of a transformed tile. */
  public static final int PLANES = IN * IN;

  /**
   * A bound of the difference from the exact result, relative to the root mean square of the results: 6.1e-5, where the direct sum
   * has about 2e-6. Tests assert it; what was seen for standard normal numbers is 2e-5.
   */
  public static final double ERROR = 0x1p-14;

  private static final float[] G = {
      1 / 4f, 0, 0, -1 / 6f, -1 / 6f, -1 / 6f, -1 / 6f, 1 / 6f, -1 / 6f, 1 / 24f, 1 / 12f, 1 / 6f, 1 / 24f, -1 / 12f,
      1 / 6f, 0, 0, 1};

  private static final float[] G_TURNED = {
      0, 0, 1 / 4f, -1 / 6f, -1 / 6f, -1 / 6f, -1 / 6f, 1 / 6f, -1 / 6f, 1 / 6f, 1 / 12f, 1 / 24f, 1 / 6f, -1 / 12f,
      1 / 24f, 1, 0, 0};

  private static final float[] G_TRANSPOSED = {
      1 / 4f, -1 / 6f, -1 / 6f, 1 / 24f, 1 / 24f, 0, 0, -1 / 6f, 1 / 6f, 1 / 12f, -1 / 12f, 0, 0, -1 / 6f, -1 / 6f,
      1 / 6f, 1 / 6f, 1};

  static final float[] B_TRANSPOSED = {
      4, 0, -5, 0, 1, 0, 0, -4, -4, 1, 1, 0, 0, 4, -4, -1, 1, 0, 0, -2, -1, 2, 1, 0, 0, 2, -1, -2, 1, 0, 0, 4, 0, -5, 0,
      1};

  static final float[] A_TRANSPOSED = {1, 1, 1, 1, 1, 0, 0, 1, -1, 2, -2, 0, 0, 1, 1, 4, 4, 0, 0, 1, -1, 8, -8, 1};

  static final float[] A = {1, 0, 0, 0, 1, 1, 1, 1, 1, -1, 1, -1, 1, 2, 4, 8, 1, -2, 4, -8, 0, 0, 0, 1};

  private LargeTile() {}

  /** G, 6 × 3 row by row: weights to a tile. A copy. */
  public static float[] weightsToTile() {
    return G.clone();
  }

  /** G with its columns in reverse order: for weights that are turned by half a turn. A copy. */
  public static float[] turnedWeightsToTile() {
    return G_TURNED.clone();
  }

  /** Gᵀ, 3 × 6 row by row: a tile to the gradient of the weights. A copy. */
  public static float[] tileToWeights() {
    return G_TRANSPOSED.clone();
  }

  /** The floats of working memory that a transform of one tile needs. */
  public static int scratch(int channels) {
    return IN * lineStride(channels) + OUT * channelStride(channels);
  }

  /** Floats between the six (or four) lines of a tile in working memory: room for a vector behind the last. */
  static int lineStride(int channels) {
    return IN * channels + 16;
  }

  private static int channelStride(int channels) {
    return channels + 16;
  }

  /** The floats of a plane of this many tiles: transforms may write a vector behind the last one. */
  public static int plane(int tiles, int channels) {
    return tiles * channels + 16;
  }
}
