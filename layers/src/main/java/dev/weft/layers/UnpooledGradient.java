package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.engine.Pass;

/** The gradient from dy as it is before the pool, written out for a few windows at a time. */
final class UnpooledGradient extends GradientByExample {

  private final PooledWindows windows;

  UnpooledGradient(PooledWindows windows) {
    super(windows);
    this.windows = windows;
  }

  @Override
  void add(Pass p, int worker, int n, int dW, int choice) {
    Kernels kernels = p.kernels();
    float[] memory = p.memory();
    int block = p.scratch(worker);
    int filters = windows.filters();
    for (int w = 0; w < windows.perImage(); w += PooledWindows.PER_BLOCK) {
      int count = Math.min(PooledWindows.PER_BLOCK, windows.perImage() - w);
      int pixels = count * PooledWindows.CORNERS;
      kernels.unpool(memory, block, memory, p.dy(n) + w * filters, memory, choice + w * filters, count, filters);
      kernels.multiplyTransposed(
          memory, dW, 0, windows.patch(), memory, p.x(n), windows.corners(), PooledWindows.CORNERS * w, pixels, memory,
          block, windows.product());
      kernels.sumRows(memory, dW + windows.patch() * filters, memory, block, filters, pixels, filters);
    }
  }

  @Override
  public int scratch() {
    return PooledWindows.PER_BLOCK * PooledWindows.CORNERS * windows.filters();
  }
}
