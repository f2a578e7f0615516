package dev.weft.fmnist.explain;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.MaxPool2D;
import dev.weft.layers.Padding;

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
    int top = padding(spec, x.dim(0), outHeight);
    int left = padding(spec, x.dim(1), outWidth);
    boolean[] chosen = new boolean[x.size()];
    for (int i = 0; i < outHeight; i++) {
      for (int j = 0; j < outWidth; j++) {
        for (int c = 0; c < x.dim(2); c++) {
          choose(chosen, x, spec.size(), i * spec.stride() - top, j * spec.stride() - left, c);
        }
      }
    }
    return chosen;
  }

  /** The rows or columns of padding before the image; see {@link Padding}. */
  private static int padding(MaxPool2D.Spec spec, int extent, int out) {
    return spec.padding() == Padding.SAME ? Math.max(0, (out - 1) * spec.stride() + spec.size() - extent) / 2 : 0;
  }

  private static void choose(boolean[] chosen, Tensor x, int size, int top, int left, int channel) {
    int best = -1;
    float largest = Float.NEGATIVE_INFINITY;
    float smallest = Float.POSITIVE_INFINITY;
    for (int row = Math.max(0, top); row < Math.min(x.dim(0), top + size); row++) {
      for (int column = Math.max(0, left); column < Math.min(x.dim(1), left + size); column++) {
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
