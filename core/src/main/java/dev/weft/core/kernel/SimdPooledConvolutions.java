package dev.weft.core.kernel;

/** Pooled convolutions in vectors of filters. */
interface SimdPooledConvolutions extends PooledConvolutionKernels {

  @Override
  default void reluMaxPool(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, int windows, int n) {
    ElementLoops.reluMaxPool(y, yOffset, choice, choiceOffset, x, xOffset, windows, n);
  }

  @Override
  default void unpool(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] choice, int choiceOffset, int windows, int n) {
    ElementLoops.unpool(dx, dxOffset, dy, dyOffset, choice, choiceOffset, windows, n);
  }

  @Override
  default void convolve3x3ReluMaxPool(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, float[] weights,
      int weightsOffset, float[] bias, int biasOffset, int windows, PooledConvolution convolution) {
    SingleChannel.forward(y, yOffset, choice, choiceOffset, x, xOffset, weights, weightsOffset, bias, biasOffset,
        windows, convolution);
  }

  @Override
  default void convolve3x3Gradient(
      float[] dW, int dWOffset, float[] dy, int dyOffset, float[] choice, int choiceOffset, float[] x, int xOffset,
      int windows, PooledConvolution convolution) {
    SingleChannel.gradient(
        dW, dWOffset, dy, dyOffset, choice, choiceOffset, x, xOffset, windows, convolution);
  }

  @Override
  default int listChosen(
      float[] starts, int startsOffset, float[] scales, int scalesOffset, float[] choice, int choiceOffset,
      float[] dy, int dyOffset, int n, int q, int step) {
    return ElementLoops.listChosen(
        starts, startsOffset, scales, scalesOffset, choice, choiceOffset, dy, dyOffset, n, q, step);
  }

  @Override
  default boolean prefersPooledTiles() {
    return true;
  }

  @Override
  default void pooledTileInput(
      float[] v, int vOffset, int plane, float[] x, int xOffset, int first, int windows,
      PooledConvolution convolution) {
    if (convolution.channels() % Panels.L == 0) {
      WinogradTiles.input(v, vOffset, plane, x, xOffset, convolution.corners(), 4 * first, windows,
          convolution.rowStride(), convolution.channels());
    } else {
      ScalarKernels.INSTANCE.pooledTileInput(v, vOffset, plane, x, xOffset, first, windows, convolution);
    }
  }

  @Override
  default void pooledTileOutput(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] m, int mOffset, int plane, float[] bias,
      int biasOffset, int windows, PooledConvolution convolution) {
    if (convolution.filters() % Panels.L == 0) {
      WinogradTiles.output(y, yOffset, choice, choiceOffset, m, mOffset, plane, bias, biasOffset, windows,
          convolution.filters());
    } else {
      ScalarKernels.INSTANCE.pooledTileOutput(
          y, yOffset, choice, choiceOffset, m, mOffset, plane, bias, biasOffset, windows, convolution);
    }
  }
}
