package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.engine.Pass;

/** The pixels of a few pool windows at a time as a product, four rows each, then ReLU and maximum from there. */
final class PooledByProduct implements PooledForward {

  private final PooledWindows windows;
  private final PackedWeight packed;
  private final int bias;

  PooledByProduct(PooledWindows windows) {
    this.windows = windows;
    this.packed = windows.conv().packed();
    this.bias = windows.conv().bias().offset();
  }

  @Override
  public void run(Pass p, int worker, int from, int to, int choice) {
    Kernels kernels = p.kernels();
    float[] memory = p.memory();
    int block = p.scratch(worker);
    int filters = windows.filters();
    int all = (to - from) * windows.perImage();
    for (int w = 0; w < all; w += PooledWindows.PER_BLOCK) {
      int count = Math.min(PooledWindows.PER_BLOCK, all - w);
      kernels.multiply(
          memory, block, p.values(), bias, memory, p.x(from), windows.corners(), w * PooledWindows.CORNERS,
          count * PooledWindows.CORNERS, memory, packed.forward(p), windows.product());
      kernels.reluMaxPool(
          memory, p.y(from) + w * filters, memory, choice + w * filters, memory, block, count, filters);
    }
  }

  @Override
  public int prepareTasks() {
    return packed.forwardTasks();
  }

  @Override
  public void prepare(Pass p, int task) {
    packed.prepareForward(p, task);
  }

  @Override
  public int shared() {
    return packed.floats();
  }

  @Override
  public int scratch() {
    return PooledWindows.PER_BLOCK * PooledWindows.CORNERS * windows.filters();
  }

  @Override
  public String note() {
    return "";
  }
}
