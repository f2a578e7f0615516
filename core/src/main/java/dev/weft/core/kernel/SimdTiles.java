package dev.weft.core.kernel;

/** The transforms of {@link LargeTile} in vectors of channels. */
interface SimdTiles extends TileKernels {

  @Override
  default void combine(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride, float[] matrix, int rows, int columns,
      int count) {
    LargeTileLoops.combine(y, yOffset, yStride, x, xOffset, xStride, matrix, rows, columns, count);
  }

  @Override
  default void largeTileInput(
      float[] v, int vOffset, float[] x, int xOffset, int rowStride, float[] scratch, int scratchOffset,
      TilePlanes planes) {
    LargeTileLoops.input(
        v, vOffset, planes.plane(), x, xOffset, rowStride, planes.channels(), scratch, scratchOffset);
  }

  @Override
  default void largeTileOutput(
      float[] y, int yOffset, int rowStride, int rows, int columns, float[] m, int mOffset, float[] bias,
      int biasOffset, float[] scratch, int scratchOffset, TilePlanes planes) {
    LargeTileLoops.output(
        y, yOffset, rowStride, rows, columns, m, mOffset, planes.plane(), bias, biasOffset, planes.channels(), scratch,
        scratchOffset);
  }

  @Override
  default void largeTileOutputGradient(
      float[] d, int dOffset, float[] dy, int dyOffset, int rowStride, float[] scratch, int scratchOffset,
      TilePlanes planes) {
    LargeTileLoops.outputGradient(
        d, dOffset, planes.plane(), dy, dyOffset, rowStride, planes.channels(), scratch, scratchOffset);
  }
}
