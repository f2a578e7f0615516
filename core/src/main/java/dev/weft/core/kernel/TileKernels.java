package dev.weft.core.kernel;

/** The transforms of {@link LargeTile}; a part of {@link Kernels}. */
public interface TileKernels {

  /**
   * Linear combinations of lines: {@code y[i, l] = Σⱼ matrix[i, j] · x[j, l]} for {@code l < count}, j in order.
   *
   * @param y row i at {@code yOffset + i * yStride}
   * @param x row j at {@code xOffset + j * xStride}
   * @param matrix rows × columns, row by row
   */
  void combine(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride, float[] matrix, int rows, int columns,
      int count);

  /**
   * Transforms a 6 × 6 tile of an image, {@code V = Bᵀ d B} of {@link LargeTile}.
   *
   * @param v where the tile is written; up to a vector behind the last channel of each element is overwritten
   * @param x the tile's first pixel; up to a vector behind its last row is read
   * @param rowStride floats between rows of the image
   * @param scratch {@link LargeTile#scratch} floats of working memory
   */
  void largeTileInput(
      float[] v, int vOffset, float[] x, int xOffset, int rowStride, float[] scratch, int scratchOffset,
      TilePlanes planes);

  /**
   * Transforms the products of a tile back, {@code y = Aᵀ M A + b}, and writes those of its 4 × 4 pixels that are in the image.
   *
   * @param y the tile's first pixel
   * @param rows rows of the tile that are in the image, 1 to 4
   * @param columns columns of the tile that are in the image, 1 to 4
   * @param m the tile's products
   * @param bias one number a channel, and room to read a vector behind the last
   */
  void largeTileOutput(
      float[] y, int yOffset, int rowStride, int rows, int columns, float[] m, int mOffset, float[] bias,
      int biasOffset, float[] scratch, int scratchOffset, TilePlanes planes);

  /** Transforms a 4 × 4 tile of output gradients, {@code D = A dy Aᵀ}, otherwise as {@link #largeTileInput}. */
  void largeTileOutputGradient(
      float[] d, int dOffset, float[] dy, int dyOffset, int rowStride, float[] scratch, int scratchOffset,
      TilePlanes planes);
}
