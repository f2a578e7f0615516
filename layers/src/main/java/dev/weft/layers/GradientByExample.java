package dev.weft.layers;

import dev.weft.layers.engine.Pass;
import java.util.Arrays;

/** dW of each example by itself, (R, K), and db behind it, where a tap is too short for {@link FilterLists}. */
abstract class GradientByExample implements PooledWeightGradient {

  private final PooledWindows windows;

  GradientByExample(PooledWindows windows) {
    this.windows = windows;
  }

  @Override
  public final int size() {
    return (windows.patch() + 1) * windows.filters();
  }

  @Override
  public final void backward(Pass p, int worker, int n, int left, int choice) {
    Arrays.fill(p.memory(), left, left + size(), 0f);
    add(p, worker, n, left, choice);
  }

  /** Adds the gradient of example n to zeros. */
  abstract void add(Pass p, int worker, int n, int dW, int choice);

  @Override
  public final int tasks() {
    return 1;
  }

  @Override
  public final void gradient(Pass p, int task, int left) {
    int filters = windows.filters();
    int weights = windows.patch() * filters;
    p.kernels().sumRows(
        p.gradients(), windows.conv().weight().offset(), p.memory(), left, size(), p.batch(), weights);
    p.kernels().sumRows(
        p.gradients(), windows.conv().bias().offset(), p.memory(), left + weights, size(), p.batch(), filters);
  }

  @Override
  public final int shared() {
    return 0;
  }

  @Override
  public final String note() {
    return "";
  }
}
