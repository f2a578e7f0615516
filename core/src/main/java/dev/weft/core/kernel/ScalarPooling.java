package dev.weft.core.kernel;

/** The pools in plain loops. */
interface ScalarPooling extends PoolKernels {

  @Override
  default void maxPool(
      float[] y, int yOffset, float[] places, int placesOffset, float[] x, int xOffset, PoolRun run, int channels) {
    ScalarPools.max(y, yOffset, places, placesOffset, x, xOffset, run, 0, channels);
  }

  @Override
  default void meanPool(float[] y, int yOffset, float[] x, int xOffset, PoolRun run, int channels) {
    ScalarPools.mean(y, yOffset, x, xOffset, run, 0, channels);
  }

  @Override
  default void meanPoolGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, PoolRun run, int channels) {
    ScalarPools.meanGradient(dx, dxOffset, dy, dyOffset, run, 0, channels);
  }
}
