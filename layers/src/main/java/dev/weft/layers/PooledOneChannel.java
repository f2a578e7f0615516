package dev.weft.layers;

import dev.weft.layers.engine.Pass;

/** 3 × 3 windows of an image with one channel, whose nine weights stay in registers. */
final class PooledOneChannel implements PooledForward {

  private final PooledWindows windows;
  private final int weight;
  private final int bias;

  PooledOneChannel(PooledWindows windows) {
    this.windows = windows;
    this.weight = windows.conv().weight().offset();
    this.bias = windows.conv().bias().offset();
  }

  static boolean suits(Window window) {
    return window.channels() == 1 && window.kernelHeight() == 3 && window.kernelWidth() == 3;
  }

  @Override
  public void run(Pass p, int worker, int from, int to, int choice) {
    p.kernels().convolve3x3ReluMaxPool(
        p.memory(), p.y(from), p.memory(), choice, p.memory(), p.x(from), p.values(), weight, p.values(), bias,
        (to - from) * windows.perImage(), windows.convolution());
  }

  @Override
  public int prepareTasks() {
    return 0;
  }

  @Override
  public void prepare(Pass p, int task) {}

  @Override
  public int shared() {
    return 0;
  }

  @Override
  public int scratch() {
    return 0;
  }

  @Override
  public String note() {
    return ", one channel in registers";
  }
}
