package dev.weft.benchmarks.zoo;

import static dev.weft.layers.Layers.conv2D;

import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * One convolution of the sweep, padded by (kernel − 1) / 2 on every side.
 *
 * @param image height and width of its input
 * @param kernel height and width of its kernel
 * @param stride down and across
 * @param channels of its input
 * @param filters channels of its output
 */
record SweepShape(int image, int kernel, int stride, int channels, int filters) {

  private static final List<Integer> CHANNELS = List.of(1, 2, 3, 6, 8, 12, 16, 17, 24, 32, 48, 64, 96, 128);
  private static final List<Integer> STRIDES = List.of(1, 2);
  private static final int VECTOR = 16;
  private static final int LARGEST_BATCH = 16;
  private static final double BATCH_FLOPS = 2e8;

  /** Every shape of the sweep. */
  static List<SweepShape> all() {
    return shapes(List.of(7, 14, 28, 64), List.of(1, 3, 5, 7), CHANNELS);
  }

  /** A tenth of them. */
  static List<SweepShape> subset() {
    return shapes(List.of(7, 28), List.of(1, 3, 5), List.of(1, 3, 6, 16, 17, 32, 64));
  }

  private static List<SweepShape> shapes(List<Integer> images, List<Integer> kernels, List<Integer> channels) {
    List<SweepShape> shapes = new ArrayList<>();
    for (int image : images) {
      for (int kernel : kernels) {
        for (int stride : STRIDES) {
          for (int inputs : channels) {
            for (int filters : channels) {
              shapes.add(new SweepShape(image, kernel, stride, inputs, filters));
            }
          }
        }
      }
    }
    return shapes;
  }

  /** The next larger shape whose channels and filters are multiples of 16; this one if they are. */
  SweepShape aligned() {
    return new SweepShape(image, kernel, stride, aligned(channels), aligned(filters));
  }

  private static int aligned(int channels) {
    return Math.ceilDiv(channels, VECTOR) * VECTOR;
  }

  /** The examples that it is measured with: as many as a worker takes at a time, fewer if that were too much work. */
  int batch() {
    return Math.clamp(Math.round(BATCH_FLOPS / aligned().flops()), 1, LARGEST_BATCH);
  }

  /** The operations of one direction for an example, a multiply-add being two, and padding counted as if it were image. */
  double flops() {
    double side = Math.ceilDiv(image, stride);
    return 2 * side * side * kernel * kernel * channels * filters;
  }

  /** A network of this convolution alone. */
  Network network() {
    return Sequential.input(image, image, channels)
        .add(conv2D(filters, kernel).withStride(stride).withPadding((kernel - 1) / 2))
        .build(1);
  }

  @Override
  public String toString() {
    return image + "×" + image + "×" + channels + " → " + filters + ", kernel " + kernel + ", stride " + stride;
  }
}
