package dev.weft.core.kernel;

/**
 * The raw-array operations that every hot path is made of.
 *
 * <p>{@link #active()} picks an implementation once per JVM: SIMD if the machine and the JVM allow it, the plain scalar
 * form otherwise; {@link KernelChoice} tells which and why. The scalar form is the definition of each operation and the
 * SIMD form must match it: bit for bit where sums are exact, within rounding elsewhere.
 *
 * <p>Letters: a matrix product has m rows, n columns and reduces over k. Kernels trust their arguments; the public
 * methods of tensors and layers validate. No method allocates unless its Javadoc says so.
 */
public interface Kernels {

  /** The choice of a pool whose maximum is not above 0, where no gradient flows; see {@link #reluMaxPool}. */
  int NONE = 4;

  /** The most floats that a vector of any kernels holds: what has room for it, or is a multiple of it, suits all. */
  int MOST_LANES = 16;

  /** The rows that {@link #multiply} computes at once: fewer take as long. */
  int PRODUCT_ROWS = 6;

  /** The implementation chosen for this JVM; see {@link KernelChoice#active()}. */
  static Kernels active() {
    return KernelChoice.active().kernels();
  }

  /** The plain scalar implementation, the definition of every operation. */
  static Kernels scalar() {
    return ScalarKernels.INSTANCE;
  }

  /** A short name with the vector width, such as {@code "scalar"} or {@code "simd-512"}. */
  String name();

  /** How many floats one vector holds; 1 for scalar kernels. */
  int lanes();

  /** The number of floats that {@link #pack} writes for a k × n matrix. */
  int packedSize(int k, int n);

  /** The most floats that {@link #pack} writes for a k × n matrix, whatever the kernels. */
  static int mostPackedSize(int k, int n) {
    return k * roundUp(n);
  }

  /** The next multiple of {@link #MOST_LANES}. */
  static int roundUp(int floats) {
    return (floats + MOST_LANES - 1) / MOST_LANES * MOST_LANES;
  }

  /**
   * Copies a matrix into the order in which {@link #multiply} reads its right operand.
   *
   * <p>Element (i, j) of the k × n matrix is {@code b[bOffset + i * rowStride + j * columnStride]}, so a transposed
   * matrix is packed by exchanging the strides. Only columns {@code [columnFrom, columnTo)} are written, so that several
   * threads can share the work; {@code columnFrom} must be a multiple of {@link #panelWidth()}, and {@code columnTo}
   * must be one too or n.
   */
  void pack(
      float[] packed, int packedOffset, float[] b, int bOffset, int rowStride, int columnStride, int k, int n,
      int columnFrom, int columnTo);

  /** The number of columns in which packed matrices are stored side by side. */
  int panelWidth();

  /**
   * Rows times packed matrix: {@code y[r, j] = init[r, j] + Σₜ Σₗ x[rows[r] + taps[t] + l] · B[t · tapLength + l, j]}.
   *
   * <p>The sum runs over t, then l, in this order for every element. Any element of {@code init} is read before the same element
   * of y is written, so that y itself may be {@code init}.
   *
   * @param y result, row r at {@code yOffset + r * product.rowStride()}
   * @param init what the sums start with, row r at {@code initOffset + r * product.initStride()}
   * @param x left operand, see {@link Product}
   * @param rows where each row starts; row r of the result belongs to {@code rows[firstRow + r]}
   * @param rowCount number of rows m, at least 1
   * @param packed right operand B, k × n, written by {@link #pack}
   */
  void multiply(
      float[] y, int yOffset, float[] init, int initOffset, float[] x, int xOffset, int[] rows, int firstRow,
      int rowCount, float[] packed, int packedOffset, Product product);

  /**
   * Transposed rows times matrix, accumulated: {@code dW[l, j] += Σᵣ x[rows[firstRow + r] + elements[l]] · dy[r, j]} for l in
   * {@code [from, to)}.
   *
   * <p>The gradient of {@link #multiply} with respect to B. The sum runs over r in order, so the bits of an element do not depend
   * on how the result is split into calls.
   *
   * @param dW result, row l at {@code dWOffset + l * n}
   * @param x left operand, see {@link Product}
   * @param rows where each row starts
   * @param rowCount number of rows m, at least 1
   * @param dy right operand, row r at {@code dyOffset + r * product.rowStride()}
   */
  void multiplyTransposed(
      float[] dW, int dWOffset, int from, int to, float[] x, int xOffset, int[] rows, int firstRow, int rowCount,
      float[] dy, int dyOffset, Product product);

  /**
   * Weighted sum of patches, accumulated: {@code y[t · yStride + l] += Σₑ scale[e] · x[start[e] + t · xStride + l]} for
   * {@code t < taps}, {@code l < tapLength} of the {@link Patch}.
   *
   * <p>A convolution behind a max-pool has few output gradients that are not zero. For one filter this adds the patches of
   * the input that they saw to the filter's gradient; for one pixel it adds the filters to the gradient of its patch. The sum
   * runs over e in order.
   *
   * @param start where each patch starts after {@code xOffset}: whole numbers held in floats
   * @param count number of patches e, may be 0
   */
  void addScaledPatches(
      float[] y, int yOffset, float[] x, int xOffset, float[] start, int startOffset, float[] scale, int scaleOffset,
      int count, Patch patch);

  /**
   * ReLU and 2 × 2 max-pool of rows that come in groups of four: {@code y[w, j] = max(0, max_q x[4w + q, j])}.
   *
   * <p>{@code choice[w, j]} is the first q in 0…3 that reaches the maximum, or {@link #NONE} if the maximum is not above 0,
   * where no gradient flows. A NaN among the four is their maximum, and the last one is chosen, as in PyTorch.
   *
   * @param x row r at {@code xOffset + r * n}
   * @param windows number of groups w
   */
  void reluMaxPool(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, int windows, int n);

  /**
   * The transpose of {@link #reluMaxPool}: {@code dx[4w + q, j] = dy[w, j]} where q is the choice, and 0 elsewhere.
   *
   * @param dx row r at {@code dxOffset + r * n}
   */
  void unpool(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] choice, int choiceOffset, int windows, int n);

  /**
   * 3 × 3 convolution of images with one channel, bias, ReLU and 2 × 2 max-pool: {@code y[w, j] = max(0, max_q (b[j] + Σₜ
   * x[corner(w) + row · rowStride + column] · W[t, j]))} with {@code row = q / 2 + t / 3} and {@code column = q % 2 + t % 3}.
   *
   * <p>The sum starts with the bias and runs over t in order. The choice is that of {@link #reluMaxPool}.
   *
   * @param weights W, (9, n) row-major
   * @param windows number of windows w, from the first on
   */
  void convolve3x3ReluMaxPool(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, float[] weights,
      int weightsOffset, float[] bias, int biasOffset, int windows, PooledConvolution convolution);

  /**
   * The gradient of {@link #convolve3x3ReluMaxPool}, accumulated: {@code dW[t, j] += dy[w, j] · x[…]} at the chosen pixel of each
   * window w in order, and {@code dW[9, j] += dy[w, j]} for the bias; nothing where the choice is {@link #NONE}.
   *
   * @param dW result, (10, n) row-major
   */
  void convolve3x3Gradient(
      float[] dW, int dWOffset, float[] dy, int dyOffset, float[] choice, int choiceOffset, float[] x, int xOffset,
      int windows, PooledConvolution convolution);

  /**
   * Whether pooled convolutions of many channels are faster by {@link Winograd}'s method, {@link #pooledTileInput} and {@link
   * #pooledTileOutput}, than as products. Scalar kernels compute them as they are defined.
   */
  boolean prefersPooledTiles();

  /**
   * Transforms the 4 × 4 pixels of some windows, {@code V = Bᵀ d B} of {@link Winograd}.
   *
   * @param v element e of window w and channel c at {@code vOffset + e * plane + w * channels + c}
   * @param x the image
   * @param first number of the first window
   * @param windows number of windows
   */
  void pooledTileInput(
      float[] v, int vOffset, int plane, float[] x, int xOffset, int first, int windows, PooledConvolution convolution);

  /**
   * Transforms products of tiles back, adds the bias, and applies ReLU and the max-pool: {@code y = max(0, max(Aᵀ M A) + b)} of
   * {@link Winograd}. The choice is that of {@link #reluMaxPool}.
   *
   * @param m element e of window w and filter k at {@code mOffset + e * plane + w * filters + k}
   */
  void pooledTileOutput(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] m, int mOffset, int plane, float[] bias,
      int biasOffset, int windows, PooledConvolution convolution);

  /**
   * Lists the columns of one window whose choice is q and whose gradient is not 0: {@code starts[e] = j · step} and {@code
   * scales[e] = dy[j]} for the e-th such j.
   *
   * <p>Either list must have room for n entries: those behind the last one may be overwritten.
   *
   * @param choice what {@link #reluMaxPool} left for the window
   * @return the number of entries
   */
  int listChosen(
      float[] starts, int startsOffset, float[] scales, int scalesOffset, float[] choice, int choiceOffset,
      float[] dy, int dyOffset, int n, int q, int step);

  /** {@code y[i] = max(0, x[i])}, and NaN where x is NaN. x and y may be the same range. */
  void relu(float[] y, int yOffset, float[] x, int xOffset, int count);

  /** {@code dx[i] = y[i] <= 0 ? 0 : dy[i]}: where y is NaN, dy passes. dx and dy may be the same range. */
  void reluGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, float[] y, int yOffset, int count);

  /**
   * {@code y[i] = keep(i) ? x[i] · scale : 0}, where keep(i) means that {@link
   * dev.weft.core.random.CounterRandom#uniform(long, int) uniform(key, first + i)} is not below the rate.
   */
  void dropout(
      float[] y, int yOffset, float[] x, int xOffset, int count, long key, int first, float rate, float scale);

  /** {@code y[i] += x[i]} for count elements. */
  void add(float[] y, int yOffset, float[] x, int xOffset, int count);

  /**
   * The largest value of each window and channel, {@code y[w, c] = max_t x[input + w · step + tapsₜ + c]}, the first if several are
   * equal; a NaN is the largest, the last one if there are several.
   *
   * @param y window after window from {@code yOffset} on
   * @param places where each maximum lies after {@code xOffset}, the bits of an int; laid out as y
   * @param x the image
   */
  void maxPool(
      float[] y, int yOffset, float[] places, int placesOffset, float[] x, int xOffset, PoolRun run, int channels);

  /** The mean of each window and channel: the sum in the order of the taps, divided by their number. Otherwise as {@link #maxPool}. */
  void meanPool(float[] y, int yOffset, float[] x, int xOffset, PoolRun run, int channels);

  /**
   * Adds {@code dy[w, c]} divided by the number of taps to the gradient of each pixel that {@link #meanPool} took the mean of, in the
   * order of the windows.
   */
  void meanPoolGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, PoolRun run, int channels);

  /**
   * Column sums, accumulated: {@code sums[j] += Σᵣ x[r, j]}, r in order, for {@code columns} columns.
   *
   * @param x row r at {@code xOffset + r * stride}
   */
  void sumRows(float[] sums, int sumsOffset, float[] x, int xOffset, int stride, int rowCount, int columns);

  /**
   * Element by element products of rows, accumulated: {@code y[l] += Σₑ a[aStarts[e] + l] · b[bStarts[e] + l]} for e in {@code
   * [from, to)}, in order, and {@code l < n}.
   *
   * <p>What a depthwise convolution is made of. On a row of the image channels and pixels lie side by side, so a row of outputs
   * is such a sum over the taps, with the weights repeated for each pixel; and so are both gradients.
   *
   * @param aStarts where the rows of a start after {@code aOffset}
   * @param bStarts where the rows of b start after {@code bOffset}
   */
  void addProducts(
      float[] y, int yOffset, float[] a, int aOffset, int[] aStarts, float[] b, int bOffset, int[] bStarts, int from,
      int to, int n);

  /**
   * Mean and sum of squared differences from it of each channel of one example: {@code moments[c] = Σᵣ x[r, c] / rows} and {@code
   * moments[channels + c] = Σᵣ (x[r, c] − mean)²}.
   *
   * <p>Each sum runs over four interleaved parts of the rows, {@code (s₀ + s₁) + (s₂ + s₃)}; rows behind the last four go to s₀.
   */
  void channelMoments(float[] moments, int momentsOffset, float[] x, int xOffset, int rows, int channels);

  /**
   * Normalises rows of channels: {@code y[r, c] = (x[r, c] − mean[c]) · scale[c] + shift[c]}, then 0 in place of what is not above
   * 0 if {@code relu}; NaN stays.
   *
   * <p>y may be x. Products are rounded before they are added.
   *
   * @param constants mean, scale and shift, each with a number a channel, one after the other
   */
  void normalise(
      float[] y, int yOffset, float[] x, int xOffset, int rows, int channels, float[] constants, int constantsOffset,
      boolean relu);

  /**
   * What the gradients of a normalisation need of one example: {@code sums[c] = Σᵣ dy[r, c]} and {@code sums[channels + c] = Σᵣ
   * (x[r, c] − mean[c]) · dy[r, c]}; if {@code relu} without the rows of which {@link #normalise} makes 0 or less, which is
   * computed again rather than read.
   *
   * <p>Each sum runs over the even rows and the odd ones, which are added.
   */
  void normaliseGradientSums(
      float[] sums, int sumsOffset, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels,
      float[] constants, int constantsOffset, boolean relu);

  /**
   * The gradient of a normalisation's input: {@code dx[r, c] = scale[c] · dy[r, c] + (slope[c] · (x[r, c] − mean[c]) + level[c])},
   * with 0 for dy as in {@link #normaliseGradientSums} if {@code relu}.
   *
   * @param constants those of {@link #normalise}, and behind them slope and level
   */
  void normaliseGradient(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels,
      float[] constants, int constantsOffset, boolean relu);

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
   * @param v element e of channel c at {@code vOffset + e * plane + c}; up to a vector behind the last channel is overwritten
   * @param x the tile's first pixel; up to a vector behind its last row is read
   * @param rowStride floats between rows of the image
   * @param scratch {@link LargeTile#scratch} floats of working memory
   */
  void largeTileInput(
      float[] v, int vOffset, int plane, float[] x, int xOffset, int rowStride, int channels, float[] scratch,
      int scratchOffset);

  /**
   * Transforms the products of a tile back, {@code y = Aᵀ M A + b}, and writes those of its 4 × 4 pixels that are in the image.
   *
   * @param y the tile's first pixel
   * @param rows rows of the tile that are in the image, 1 to 4
   * @param columns columns of the tile that are in the image, 1 to 4
   * @param m element e of channel c at {@code mOffset + e * plane + c}
   * @param bias one number a channel, and room to read a vector behind the last
   */
  void largeTileOutput(
      float[] y, int yOffset, int rowStride, int rows, int columns, float[] m, int mOffset, int plane, float[] bias,
      int biasOffset, int channels, float[] scratch, int scratchOffset);

  /** Transforms a 4 × 4 tile of output gradients, {@code D = A dy Aᵀ}, otherwise as {@link #largeTileInput}. */
  void largeTileOutputGradient(
      float[] d, int dOffset, int plane, float[] dy, int dyOffset, int rowStride, int channels, float[] scratch,
      int scratchOffset);
}
