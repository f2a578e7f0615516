package dev.weft.core.kernel;

/** What is done element by element, in vectors. */
interface SimdElements extends ElementKernels {

  @Override
  default void relu(float[] y, int yOffset, float[] x, int xOffset, int count) {
    ElementLoops.relu(y, yOffset, x, xOffset, count);
  }

  @Override
  default void reluGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, float[] y, int yOffset, int count) {
    ElementLoops.reluGradient(dx, dxOffset, dy, dyOffset, y, yOffset, count);
  }

  @Override
  default void dropout(
      float[] y, int yOffset, float[] x, int xOffset, int count, long key, int first, float rate, float scale) {
    ElementLoops.dropout(y, yOffset, x, xOffset, count, key, first, rate, scale);
  }

  @Override
  default void add(float[] y, int yOffset, float[] x, int xOffset, int count) {
    ElementLoops.add(y, yOffset, x, xOffset, count);
  }

  @Override
  default void sumRows(float[] sums, int sumsOffset, float[] x, int xOffset, int stride, int rowCount, int columns) {
    RowSums.add(sums, sumsOffset, x, xOffset, stride, rowCount, columns);
  }
}
