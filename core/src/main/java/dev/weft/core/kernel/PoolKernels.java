package dev.weft.core.kernel;

/** Pools of any window; a part of {@link Kernels}. */
public interface PoolKernels {

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
}
