package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.PooledConvolution;
import dev.weft.core.kernel.Product;
import dev.weft.core.kernel.Winograd;
import dev.weft.layers.engine.Pass;

/** The forward half of {@link ConvReluPool2D} by {@link Winograd}'s method: a pool window is just one tile's output. */
final class WinogradForward {

  /** Independent pieces of {@link #prepare}. */
  static final int TASKS = Winograd.PLANES;

  private static final int LEAST_FILTERS = 32;

  private final Conv2D conv;
  private final PooledConvolution convolution;
  private final int tiles;
  private final int offset;
  private final int channels;
  private final int filters;
  private final int[] rows;
  private final Product product;

  /**
   * The forward pass of a convolution.
   *
   * @param convolution where the pool windows lie
   * @param tiles the most windows of one call
   * @param offset where its part of the layer's shared memory starts
   */
  WinogradForward(Conv2D conv, PooledConvolution convolution, int tiles, int offset) {
    this.conv = conv;
    this.convolution = convolution;
    this.tiles = tiles;
    this.offset = offset;
    this.channels = convolution.channels();
    this.filters = convolution.filters();
    this.product = Product.ofMatrices(channels, filters);
    this.rows = new int[tiles];
    for (int t = 0; t < tiles; t++) {
      rows[t] = t * channels;
    }
  }

  /** Whether a convolution is of the right kind and large enough to gain: 3 × 3, and vectors of channels and filters. */
  static boolean suits(Window window, int filters) {
    return window.kernelHeight() == 3 && window.kernelWidth() == 3 && window.channels() % Kernels.MOST_LANES == 0
        && filters % Kernels.MOST_LANES == 0 && filters >= LEAST_FILTERS;
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
    if (!kernels.prefersPooledTiles()) {
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
    kernels.pooledTileInput(memory, scratch, inPlane, memory, p.x(from), first, count, convolution);
    int zeros = p.shared() + offset + 2 * Winograd.PLANES * channels * filters;
    for (int e = 0; e < Winograd.PLANES; e++) {
      kernels.multiply(
          memory, products + e * outPlane, memory, zeros, memory, scratch + e * inPlane, rows, 0, count, memory,
          p.shared() + offset + e * channels * filters, product);
    }
    kernels.pooledTileOutput(
        memory, p.y(from) + first * filters, memory, choice + first * filters, memory, products, outPlane, p.values(),
        conv.bias().offset(), count, convolution);
  }
}
