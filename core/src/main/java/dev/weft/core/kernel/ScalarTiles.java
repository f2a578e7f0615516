package dev.weft.core.kernel;

/** The transforms of {@link LargeTile} as products with its matrices. */
interface ScalarTiles extends TileKernels {

  @Override
  default void combine(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride, float[] matrix, int rows, int columns,
      int count) {
    for (int i = 0; i < rows; i++) {
      for (int l = 0; l < count; l++) {
        float sum = 0;
        for (int j = 0; j < columns; j++) {
          sum += matrix[i * columns + j] * x[xOffset + j * xStride + l];
        }
        y[yOffset + i * yStride + l] = sum;
      }
    }
  }

  @Override
  default void largeTileInput(
      float[] v, int vOffset, float[] x, int xOffset, int rowStride, float[] scratch, int scratchOffset,
      TilePlanes planes) {
    int channels = planes.channels();
    int plane = planes.plane();
    int line = LargeTile.lineStride(channels);
    combine(scratch, scratchOffset, line, x, xOffset, rowStride, LargeTile.B_TRANSPOSED, LargeTile.IN, LargeTile.IN,
        LargeTile.IN * channels);
    for (int i = 0; i < LargeTile.IN; i++) {
      combine(v, vOffset + i * LargeTile.IN * plane, plane, scratch, scratchOffset + i * line, channels,
          LargeTile.B_TRANSPOSED, LargeTile.IN, LargeTile.IN, channels);
    }
  }

  @Override
  default void largeTileOutput(
      float[] y, int yOffset, int rowStride, int rows, int columns, float[] m, int mOffset, float[] bias,
      int biasOffset, float[] scratch, int scratchOffset, TilePlanes planes) {
    int channels = planes.channels();
    int plane = planes.plane();
    int line = LargeTile.lineStride(channels);
    for (int j = 0; j < LargeTile.IN; j++) {
      combine(scratch, scratchOffset + j * channels, line, m, mOffset + j * plane, LargeTile.IN * plane,
          LargeTile.A_TRANSPOSED, LargeTile.OUT, LargeTile.IN, channels);
    }
    for (int i = 0; i < rows; i++) {
      int pixels = yOffset + i * rowStride;
      combine(y, pixels, channels, scratch, scratchOffset + i * line, channels, LargeTile.A_TRANSPOSED, columns,
          LargeTile.IN, channels);
      for (int j = 0; j < columns; j++) {
        ScalarKernels.INSTANCE.add(y, pixels + j * channels, bias, biasOffset, channels);
      }
    }
  }

  @Override
  default void largeTileOutputGradient(
      float[] d, int dOffset, float[] dy, int dyOffset, int rowStride, float[] scratch, int scratchOffset,
      TilePlanes planes) {
    int channels = planes.channels();
    int plane = planes.plane();
    int line = LargeTile.lineStride(channels);
    combine(scratch, scratchOffset, line, dy, dyOffset, rowStride, LargeTile.A, LargeTile.IN, LargeTile.OUT,
        LargeTile.OUT * channels);
    for (int i = 0; i < LargeTile.IN; i++) {
      combine(d, dOffset + i * LargeTile.IN * plane, plane, scratch, scratchOffset + i * line, channels, LargeTile.A,
          LargeTile.IN, LargeTile.OUT, channels);
    }
  }
}
