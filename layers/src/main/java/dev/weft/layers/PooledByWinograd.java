package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.Product;
import dev.weft.core.kernel.Winograd;
import dev.weft.layers.engine.Pass;

/** {@link Winograd}'s method: a pool window is just one tile's output. As a product with kernels that prefer that. */
final class PooledByWinograd implements PooledForward {

  private static final int LEAST_FILTERS = 32;

  private final PooledWindows windows;
  private final PooledByProduct product;
  private final int weight;
  private final int bias;
  private final int channels;
  private final int filters;
  private final int[] rows;
  private final Product ofElements;

  PooledByWinograd(PooledWindows windows) {
    this.windows = windows;
    this.product = new PooledByProduct(windows);
    this.weight = windows.conv().weight().offset();
    this.bias = windows.conv().bias().offset();
    this.channels = windows.convolution().channels();
    this.filters = windows.filters();
    this.ofElements = Product.ofMatrices(channels, filters);
    this.rows = new int[PooledWindows.PER_BLOCK];
    for (int t = 0; t < rows.length; t++) {
      rows[t] = t * channels;
    }
  }

  /** Whether a convolution is of the right kind and large enough to gain: 3 × 3, and vectors of channels and filters. */
  static boolean suits(Window window, int filters) {
    return window.kernelHeight() == 3 && window.kernelWidth() == 3 && window.channels() % Kernels.MOST_LANES == 0
        && filters % Kernels.MOST_LANES == 0 && filters >= LEAST_FILTERS;
  }

  @Override
  public void run(Pass p, int worker, int from, int to, int choice) {
    if (!p.kernels().prefersPooledTiles()) {
      product.run(p, worker, from, to, choice);
      return;
    }
    int all = (to - from) * windows.perImage();
    for (int w = 0; w < all; w += PooledWindows.PER_BLOCK) {
      block(p, p.scratch(worker), from, w, Math.min(PooledWindows.PER_BLOCK, all - w), choice);
    }
  }

  /** Pool windows {@code [first, first + count)} of the examples from {@code from} on. */
  private void block(Pass p, int scratch, int from, int first, int count, int choice) {
    Kernels kernels = p.kernels();
    float[] memory = p.memory();
    int inPlane = PooledWindows.PER_BLOCK * channels;
    int outPlane = PooledWindows.PER_BLOCK * filters;
    int products = scratch + Winograd.PLANES * inPlane;
    kernels.pooledTileInput(memory, scratch, inPlane, memory, p.x(from), first, count, windows.convolution());
    for (int e = 0; e < Winograd.PLANES; e++) {
      kernels.multiply(
          memory, products + e * outPlane, memory, zeros(p), memory, scratch + e * inPlane, rows, 0, count, memory,
          packed(p, e), ofElements);
    }
    kernels.pooledTileOutput(
        memory, p.y(from) + first * filters, memory, choice + first * filters, memory, products, outPlane, p.values(),
        bias, count, windows.convolution());
  }

  // Shared memory: that of the product, packed planes, plain planes, then zeros.

  private int packed(Pass p, int element) {
    return p.shared() + product.shared() + element * channels * filters;
  }

  private int plain(Pass p, int element) {
    return packed(p, Winograd.PLANES + element);
  }

  private int zeros(Pass p) {
    return packed(p, 2 * Winograd.PLANES);
  }

  @Override
  public int prepareTasks() {
    return Math.max(Winograd.PLANES, product.prepareTasks());
  }

  /** Transforms and packs one plane of the weights. */
  @Override
  public void prepare(Pass p, int task) {
    Kernels kernels = p.kernels();
    if (!kernels.prefersPooledTiles()) {
      product.prepare(p, task);
    } else if (task < Winograd.PLANES) {
      Winograd.transformWeights(p.memory(), plain(p, task), p.values(), weight, channels, filters, task);
      kernels.pack(
          p.memory(), packed(p, task), p.memory(), plain(p, task), filters, 1, channels, filters, 0, filters);
    }
  }

  @Override
  public int shared() {
    return product.shared() + 2 * Winograd.PLANES * channels * filters + filters;
  }

  @Override
  public int scratch() {
    return Math.max(product.scratch(), Winograd.PLANES * PooledWindows.PER_BLOCK * (channels + filters));
  }

  @Override
  public String note() {
    return ", Winograd forward";
  }
}
