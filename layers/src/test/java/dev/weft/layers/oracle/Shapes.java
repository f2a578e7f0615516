package dev.weft.layers.oracle;

import java.util.Arrays;

/** Layers that move numbers about, and embeddings, as functions of {@link Value}s. */
public final class Shapes {

  private Shapes() {}

  /** The same examples in another shape. */
  public static Value reshape(Value x, int... target) {
    return Ops.reshape(x, batch(x, target));
  }

  private static int[] batch(Value x, int... example) {
    int[] shape = new int[example.length + 1];
    shape[0] = x.dim(0);
    System.arraycopy(example, 0, shape, 1, example.length);
    return shape;
  }

  /** Images between zeros. */
  public static Value zeroPadding(Value x, int top, int bottom, int left, int right) {
    int height = top + x.dim(1) + bottom;
    int width = left + x.dim(2) + right;
    int[] place = new int[x.size()];
    for (int i = 0; i < place.length; i++) {
      int c = i % x.dim(3);
      int column = i / x.dim(3) % x.dim(2);
      int row = i / x.dim(3) / x.dim(2) % x.dim(1);
      int n = i / x.dim(3) / x.dim(2) / x.dim(1);
      place[i] = ((n * height + row + top) * width + column + left) * x.dim(3) + c;
    }
    return Ops.sum(x, new int[] {x.dim(0), height, width, x.dim(3)}, i -> place[i]);
  }

  /** Images without their border. */
  public static Value cropping(Value x, int top, int bottom, int left, int right) {
    int[] shape = {x.dim(0), x.dim(1) - top - bottom, x.dim(2) - left - right, x.dim(3)};
    int[] from = new int[Ops.size(shape)];
    for (int i = 0; i < from.length; i++) {
      int c = i % shape[3];
      int column = i / shape[3] % shape[2] + left;
      int row = i / shape[3] / shape[2] % shape[1] + top;
      int n = i / shape[3] / shape[2] / shape[1];
      from[i] = ((n * x.dim(1) + row) * x.dim(2) + column) * x.dim(3) + c;
    }
    return Ops.pick(x, shape, from);
  }

  /** The largest value of each channel, the first of equals. */
  public static Value globalMaxPool(Value x) {
    int channels = x.dim(3);
    int[] from = new int[x.dim(0) * channels];
    Arrays.fill(from, -1);
    for (int i = 0; i < x.size(); i++) {
      int out = i / (x.dim(1) * x.dim(2) * channels) * channels + i % channels;
      if (from[out] < 0 || x.data()[i] > x.data()[from[out]]) {
        from[out] = i;
      }
    }
    return Ops.pick(x, new int[] {x.dim(0), channels}, from);
  }

  /** The weight of input pixel j for output pixel i along an axis that grows by a factor. */
  private static double weight(int i, int j, int extent, int factor, boolean linear) {
    if (!linear) {
      return i / factor == j ? 1 : 0;
    }
    double place = Math.clamp((i + 0.5) / factor - 0.5, 0, extent - 1);
    return Math.max(0, 1 - Math.abs(place - j));
  }

  /** Larger images: pixels repeated, or mixed linearly along both axes without reaching over the border. */
  public static Value upSampling(Value x, int rows, int columns, boolean linear) {
    int height = x.dim(1) * rows;
    int width = x.dim(2) * columns;
    int channels = x.dim(3);
    double[] weights = new double[height * x.dim(1) * width * x.dim(2)];
    Value w = Value.of(weights, height, x.dim(1), width, x.dim(2));
    for (int e = 0; e < weights.length; e++) {
      int from = e % x.dim(2);
      int to = e / x.dim(2) % width;
      int fromRow = e / x.dim(2) / width % x.dim(1);
      int toRow = e / x.dim(2) / width / x.dim(1);
      weights[e] = weight(toRow, fromRow, x.dim(1), rows, linear) * weight(to, from, x.dim(2), columns, linear);
    }
    return Ops.sumOfProducts(
        x, w, new int[] {x.dim(0), height, width, channels},
        term -> {
          for (int n = 0; n < x.dim(0); n++) {
            for (int e = 0; e < weights.length; e++) {
              int from = e % x.dim(2);
              int to = e / x.dim(2) % width;
              int fromRow = e / x.dim(2) / width % x.dim(1);
              int toRow = e / x.dim(2) / width / x.dim(1);
              for (int c = 0; weights[e] != 0 && c < channels; c++) {
                term.accept(
                    ((n * height + toRow) * width + to) * channels + c,
                    ((n * x.dim(1) + fromRow) * x.dim(2) + from) * channels + c, e);
              }
            }
          }
        });
  }

  /** The rows of w that x names; x has no gradient. */
  public static Value embedding(Value x, Value w) {
    int[] shape = Arrays.copyOf(x.shape(), x.shape().length + 1);
    shape[shape.length - 1] = w.dim(1);
    int[] from = new int[Ops.size(shape)];
    for (int i = 0; i < from.length; i++) {
      from[i] = ((int) x.data()[i / w.dim(1)]) * w.dim(1) + i % w.dim(1);
    }
    return Ops.pick(w, shape, from);
  }
}
