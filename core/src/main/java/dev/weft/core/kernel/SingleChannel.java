package dev.weft.core.kernel;

/**
 * Cuts the filters of {@link Kernels#convolve3x3ReluMaxPool} and its gradient into vectors for {@link SingleChannelTiles}.
 *
 * <p>Where the filters are no multiple of the lanes, the last vector ends with the last filter. Fewer filters than lanes have
 * their weights in scratch memory; a vector then reaches over the end of its window into the next one, which is computed
 * later, and the last windows go through the scratch memory.
 */
final class SingleChannel {

  private static final int L = SimdKernels.SPECIES.length();
  private static final int TAPS = 9;

  /** In the scratch memory: weights and bias, or their gradients, and a vector each of y or dy and choice. */
  private static final int BIAS = TAPS * L;
  private static final int WINDOW = BIAS + L;
  private static final int CHOICE = WINDOW + L;

  private SingleChannel() {}

  static void forward(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, float[] weights,
      int weightsOffset, float[] bias, int biasOffset, int windows, PooledConvolution convolution) {
    int n = convolution.filters();
    if (n < L) {
      forwardNarrow(y, yOffset, choice, choiceOffset, x, xOffset, weights, weightsOffset, bias, biasOffset, windows,
          convolution);
      return;
    }
    int[] corners = convolution.corners();
    for (int column = 0; column < n; column += L) {
      int j = Math.min(column, n - L);
      SingleChannelTiles.forward(y, yOffset + j, choice, choiceOffset + j, n, x, xOffset, corners, 0, windows,
          convolution.rowStride(), weights, weightsOffset + j, n, bias, biasOffset + j);
    }
  }

  private static void forwardNarrow(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, float[] weights,
      int weightsOffset, float[] bias, int biasOffset, int windows, PooledConvolution convolution) {
    int n = convolution.filters();
    int[] corners = convolution.corners();
    int rowStride = convolution.rowStride();
    float[] scratch = Scratch.ofThisThread();
    Scratch.copyRows(scratch, 0, L, weights, weightsOffset, n, TAPS, n);
    System.arraycopy(bias, biasOffset, scratch, BIAS, n);
    int whole = ElementLoops.wholeRows(windows, n);
    SingleChannelTiles.forward(y, yOffset, choice, choiceOffset, n, x, xOffset, corners, 0, whole, rowStride,
        scratch, 0, L, scratch, BIAS);
    for (int w = whole; w < windows; w++) {
      SingleChannelTiles.forward(scratch, WINDOW, scratch, CHOICE, n, x, xOffset, corners, 4 * w, 1,
          rowStride, scratch, 0, L, scratch, BIAS);
      System.arraycopy(scratch, WINDOW, y, yOffset + w * n, n);
      System.arraycopy(scratch, CHOICE, choice, choiceOffset + w * n, n);
    }
  }

  static void gradient(
      float[] dW, int dWOffset, float[] dy, int dyOffset, float[] choice, int choiceOffset, float[] x, int xOffset,
      int windows, PooledConvolution convolution) {
    int n = convolution.filters();
    int[] corners = convolution.corners();
    int rowStride = convolution.rowStride();
    float[] scratch = Scratch.ofThisThread();
    int ragged = n % L;
    int last = Math.max(0, n - L);
    int filled = Math.min(n, L);
    if (ragged > 0) { // first, while what it shares with the vector before it is as it was
      Scratch.copyRows(scratch, 0, L, dW, dWOffset + last, n, TAPS + 1, filled);
      int whole = ElementLoops.wholeRows(windows, n);
      gradient(scratch, 0, L, dy, dyOffset + last, choice, choiceOffset + last, n, x, xOffset, corners, 0, whole,
          rowStride);
      for (int w = whole; w < windows; w++) {
        System.arraycopy(dy, dyOffset + w * n, scratch, WINDOW, n);
        System.arraycopy(choice, choiceOffset + w * n, scratch, CHOICE, n);
        gradient(scratch, 0, L, scratch, WINDOW, scratch, CHOICE, n, x, xOffset, corners, 4 * w, 1, rowStride);
      }
    }
    for (int j = 0; j <= n - L; j += L) {
      gradient(dW, dWOffset + j, n, dy, dyOffset + j, choice, choiceOffset + j, n, x, xOffset, corners, 0, windows,
          rowStride);
    }
    if (ragged > 0) {
      Scratch.copyRows(dW, dWOffset + last, n, scratch, 0, L, TAPS + 1, filled);
    }
  }

  private static void gradient(
      float[] dW, int dWAt, int dWStride, float[] dy, int dyAt, float[] choice, int choiceAt, int n, float[] x,
      int xOffset, int[] corners, int firstCorner, int windows, int rowStride) {
    SingleChannelTiles.gradient(
        dW, dWAt, dWStride, dy, dyAt, choice, choiceAt, n, x, xOffset, corners, firstCorner, windows, rowStride);
    SingleChannelTiles.biasGradient(dW, dWAt + TAPS * dWStride, dy, dyAt, choice, choiceAt, n, windows);
  }
}
