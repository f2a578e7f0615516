package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.Winograd;
import dev.weft.layers.engine.Pass;

/** The forward half of {@link ConvReluPool2D} by {@link Winograd}'s method: a pool window is just one tile's output. */
final class WinogradForward {

  /** Independent pieces of {@link #prepare}. */
  static final int TASKS = Winograd.PLANES;

  private static final int WIDEST_VECTOR = 16;
  private static final int LEAST_FILTERS = 32;
  private static final int[] ONE_TAP = {0};

  private final Conv2D conv;
  private final int[] corners;
  private final int tiles;
  private final int offset;
  private final int channels;
  private final int filters;
  private final int rowStride;
  private final int[] rows;

  /**
   * The forward pass of a convolution.
   *
   * @param corners where the pixels of the pool windows start, four for each window
   * @param tiles the most windows of one call
   * @param offset where its part of the layer's shared memory starts
   */
  WinogradForward(Conv2D conv, int[] corners, int tiles, int offset) {
    this.conv = conv;
    this.corners = corners;
    this.tiles = tiles;
    this.offset = offset;
    this.channels = conv.window().channels();
    this.filters = conv.outputShape().dim(2);
    this.rowStride = conv.window().width() * channels;
    this.rows = new int[tiles];
    for (int t = 0; t < tiles; t++) {
      rows[t] = t * channels;
    }
  }

  /** Whether a convolution is of the right kind and large enough to gain: 3 × 3, and vectors of channels and filters. */
  static boolean suits(Window window, int filters) {
    return window.kernelHeight() == 3 && window.kernelWidth() == 3 && window.channels() % WIDEST_VECTOR == 0
        && filters % WIDEST_VECTOR == 0 && filters >= LEAST_FILTERS;
  }

  int shared() {
    return 2 * Winograd.PLANES * channels * filters + filters;
  }

  int scratch() {
    return Winograd.PLANES * tiles * (channels + filters);
  }

  /** Transforms and packs one plane of the weights. */
  void prepare(Pass p, int element) {
    Kernels kernels = p.kernels();
    if (kernels.lanes() == 1) {
      return;
    }
    int size = channels * filters;
    int packed = p.shared() + offset + element * size;
    int plain = packed + Winograd.PLANES * size;
    float[] memory = p.memory();
    Winograd.transformWeights(memory, plain, p.values(), conv.weight().offset(), channels, filters, element);
    kernels.pack(memory, packed, memory, plain, filters, 1, channels, filters, 0, filters);
  }

  /** Pool windows {@code [first, first + count)} of the examples from {@code from} on. */
  void forward(Pass p, int scratch, int from, int first, int count, int choice) {
    Kernels kernels = p.kernels();
    float[] memory = p.memory();
    int inPlane = tiles * channels;
    int outPlane = tiles * filters;
    int products = scratch + Winograd.PLANES * inPlane;
    Winograd.transformInput(
        kernels, memory, scratch, inPlane, memory, p.x(from), corners, 4 * first, count, rowStride, channels);
    int zeros = p.shared() + offset + 2 * Winograd.PLANES * channels * filters;
    for (int e = 0; e < Winograd.PLANES; e++) {
      kernels.multiply(
          memory, products + e * outPlane, filters, memory, zeros, 0, memory, scratch + e * inPlane, rows, 0, count,
          ONE_TAP, channels, memory, p.shared() + offset + e * channels * filters, filters);
    }
    Winograd.transformOutput(
        kernels, memory, p.y(from) + first * filters, memory, choice + first * filters, memory, products, outPlane,
        p.values(), conv.bias().offset(), count, filters);
  }
}
