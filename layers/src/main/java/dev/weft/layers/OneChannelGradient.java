package dev.weft.layers;

import dev.weft.layers.engine.Pass;

/** The gradient of {@link PooledOneChannel}: the chosen pixels, added in registers. */
final class OneChannelGradient extends GradientByExample {

  private final PooledWindows windows;

  OneChannelGradient(PooledWindows windows) {
    super(windows);
    this.windows = windows;
  }

  @Override
  void add(Pass p, int worker, int n, int dW, int choice) {
    p.kernels().convolve3x3Gradient(
        p.memory(), dW, p.memory(), p.dy(n), p.memory(), choice, p.memory(), p.x(n), windows.perImage(),
        windows.convolution());
  }

  @Override
  public int scratch() {
    return 0;
  }
}
