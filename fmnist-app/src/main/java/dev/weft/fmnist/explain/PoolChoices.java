package dev.weft.fmnist.explain;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.MaxPool2D;
import dev.weft.layers.Size2D;

/** Which values of its input a max-pool lets through: the argmax of its windows. */
public final class PoolChoices {

  private PoolChoices() {}

  /**
   * Marks the largest value of each window and channel, the first in reading order if several are equal, as the pool itself
   * does. A window of nothing but equal values, as ReLU leaves many, has no choice and no mark.
   *
   * @param pool the pool
   * @param x its input for one image, (height, width, channels)
   * @return for each value of x whether it is chosen, in the same order
   */
  public static boolean[] of(MaxPool2D pool, Tensor x) {
    MaxPool2D.Spec spec = (MaxPool2D.Spec) pool.spec();
    int outHeight = pool.outputShape().dim(0);
    int outWidth = pool.outputShape().dim(1);
    Size2D size = spec.size();
    Size2D stride = spec.stride();
    int top = spec.padding().rows(x.dim(0), reach(size.height(), spec.dilation().height()), stride.height())[0];
    int left = spec.padding().columns(x.dim(1), reach(size.width(), spec.dilation().width()), stride.width())[0];
    boolean[] chosen = new boolean[x.size()];
    for (int i = 0; i < outHeight; i++) {
      for (int j = 0; j < outWidth; j++) {
        for (int c = 0; c < x.dim(2); c++) {
          choose(chosen, x, spec, i * stride.height() - top, j * stride.width() - left, c);
        }
      }
    }
    return chosen;
  }

  private static int reach(int size, int dilation) {
    return (size - 1) * dilation + 1;
  }

  private static void choose(boolean[] chosen, Tensor x, MaxPool2D.Spec spec, int top, int left, int channel) {
    int best = -1;
    float largest = Float.NEGATIVE_INFINITY;
    float smallest = Float.POSITIVE_INFINITY;
    for (int u = 0; u < spec.size().height(); u++) {
      for (int v = 0; v < spec.size().width(); v++) {
        int row = top + u * spec.dilation().height();
        int column = left + v * spec.dilation().width();
        if (row < 0 || row >= x.dim(0) || column < 0 || column >= x.dim(1)) {
          continue;
        }
        float value = x.get(row, column, channel);
        if (value > largest) {
          largest = value;
          best = (row * x.dim(1) + column) * x.dim(2) + channel;
        }
        smallest = Math.min(smallest, value);
      }
    }
    if (largest > smallest) {
      chosen[best] = true;
    }
  }
}
