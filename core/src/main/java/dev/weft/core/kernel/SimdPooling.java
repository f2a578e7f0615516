package dev.weft.core.kernel;

/** The pools in vectors of channels. */
interface SimdPooling extends PoolKernels {

  @Override
  default void maxPool(
      float[] y, int yOffset, float[] places, int placesOffset, float[] x, int xOffset, PoolRun run, int channels) {
    PoolLoops.max(y, yOffset, places, placesOffset, x, xOffset, run, channels);
  }

  @Override
  default void meanPool(float[] y, int yOffset, float[] x, int xOffset, PoolRun run, int channels) {
    PoolLoops.mean(y, yOffset, x, xOffset, run, channels);
  }

  @Override
  default void meanPoolGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, PoolRun run, int channels) {
    PoolLoops.meanGradient(dx, dxOffset, dy, dyOffset, run, channels);
  }
}
