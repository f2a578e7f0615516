package dev.weft.core.kernel;

/** Convolution, ReLU and 2 × 2 max-pool as one, and what their gradients need; a part of {@link Kernels}. */
public interface PooledConvolutionKernels {

  /** The choice of a pool whose maximum is not above 0, where no gradient flows; see {@link #reluMaxPool}. */
  int NONE = 4;

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
}
