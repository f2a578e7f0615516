package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.Product;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Pass;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;

/**
 * The gradient of a convolution's weights and biases, {@code dW += xᵀ dy} with the windows of the image as rows of x.
 *
 * <p>Summed {@linkplain Layer#gradientByParts by parts of the batch}, so that images and dy are read while they are in the cache.
 * Large weights, of which eight copies would be too much, are cut into rows instead, each summed over the whole batch.
 *
 * <p>Few filters would leave most lanes empty: then the sums are kept transposed, with the elements of a window in the lanes.
 */
final class ConvWeightGradient {

  private static final int MOST_FLOATS_IN_PARTS = 1 << 17;
  private static final int ROWS_PER_TASK = 48;
  private static final int FLOATS_PER_COMBINATION = 1 << 13;
  private static final int PIXELS_PER_CALL = 128;
  private static final int LEAST_WIDTH = 12; // pixels of an image's row, over which a transposed sum runs

  private final Window window;
  private final int filters;
  private final Parameter weight;
  private final Parameter bias; // null: without
  private final int sums; // where they start in the layer's shared memory
  private final int patch;
  private final Table rows;
  private final Product product;
  private final int[] taps;
  private final int tapLength;
  private final int[] dyRows;
  private final Product filtersByTap; // the transposed sum of a tap: dy's rows, and windows a stride apart
  private final int imagesPerCall;
  private final boolean inParts;
  private final boolean transposed;

  ConvWeightGradient(Window window, Table rows, Product product, Parameter weight, Parameter bias, int sums) {
    this.window = window;
    this.rows = rows;
    this.product = product;
    this.filters = product.n();
    this.weight = weight;
    this.bias = bias;
    this.sums = sums;
    this.taps = product.taps();
    this.tapLength = product.tapLength();
    this.patch = product.k();
    this.dyRows = new int[window.outWidth()];
    Arrays.setAll(dyRows, r -> r * filters);
    this.filtersByTap =
        Product.ofMatrices(filters, tapLength).withRowStride(window.strideWidth() * window.channels());
    this.imagesPerCall = Math.clamp(PIXELS_PER_CALL / window.pixels(), 1, Workspace.MAX_CHUNK);
    this.inParts = (long) patch * filters <= MOST_FLOATS_IN_PARTS;
    this.transposed = inParts && filters < Kernels.MOST_LANES && tapLength >= Kernels.MOST_LANES
        && window.outWidth() >= LEAST_WIDTH;
  }

  /** Floats of shared memory. */
  int shared() {
    return inParts ? Layer.PARTS * partSize() : 0;
  }

  private int partSize() {
    return patch * filters + filters;
  }

  private int part(Pass p, int part) {
    return p.shared() + sums + part * partSize();
  }

  boolean byParts() {
    return inParts;
  }

  /** Of weights that are summed over the whole batch, some rows each, and the bias. */
  int tasks() {
    return inParts ? 0 : Math.ceilDiv(patch, ROWS_PER_TASK) + (bias == null ? 0 : 1);
  }

  /** Adds the kernels that it runs. */
  void kernelUse(KernelUse use) {
    use.transposedProducts(transposed ? tapLength : filters);
    use.add(Group.ADD, Group.SUM_ROWS);
  }

  /**
   * Sums some rows over the whole batch.
   *
   * @param images where the images start that the windows lie on
   */
  void run(Pass p, int task, int images) {
    if (task * ROWS_PER_TASK < patch) {
      int from = task * ROWS_PER_TASK;
      sumRows(p, p.gradients(), weight.offset(), from, Math.min(patch, from + ROWS_PER_TASK), images, 0, p.batch());
    } else {
      sumBias(p, p.gradients(), bias.offset(), 0, p.batch());
    }
  }

  void clear(Pass p, int part) {
    int sums = part(p, part);
    Arrays.fill(p.memory(), sums, sums + partSize(), 0f);
  }

  /**
   * Adds the examples {@code [from, to)} to the sums of a part.
   *
   * @param images where the images start that the windows lie on, that of example 0 first
   */
  void addToPart(Pass p, int part, int images, int from, int to) {
    int sums = part(p, part);
    if (transposed) {
      for (int n = from; n < to; n++) {
        sumTransposed(p, sums, images + n * window.paddedSize(), p.dy(n));
      }
    } else {
      sumRows(p, p.memory(), sums, 0, patch, images, from, to);
    }
    if (bias != null) {
      sumBias(p, p.memory(), sums + patch * filters, from, to);
    }
  }

  /** Adds some rows of dW over some images: a few pixels at a time, which stay in the cache from one row to the next. */
  private void sumRows(Pass p, float[] dW, int dWOffset, int from, int to, int images, int first, int end) {
    for (int n = first; n < end; n += imagesPerCall) {
      int pixels = Math.min(imagesPerCall, end - n) * window.pixels();
      for (int pixel = 0; pixel < pixels; pixel += PIXELS_PER_CALL) {
        p.kernels().multiplyTransposed(
            dW, dWOffset, from, to, p.memory(), images + n * window.paddedSize(), rows.get(), pixel,
            Math.min(PIXELS_PER_CALL, pixels - pixel), p.memory(), p.dy(n) + pixel * filters, product);
      }
    }
  }

  /** Adds one image to dWᵀ, tap by tap: a row of the output at a time, whose windows start a stride apart. */
  private void sumTransposed(Pass p, int to, int image, int dy) {
    Kernels kernels = p.kernels();
    int width = window.outWidth();
    for (int t = 0; t < taps.length; t++) {
      for (int pixel = 0; pixel < window.pixels(); pixel += width) {
        kernels.multiplyTransposed(
            p.memory(), to + t * tapLength * filters, 0, filters, p.memory(), dy + pixel * filters, dyRows, 0, width,
            p.memory(), image + rows.get()[pixel] + taps[t], filtersByTap);
      }
    }
  }

  private void sumBias(Pass p, float[] gradients, int at, int first, int end) {
    p.kernels().sumRows(
        gradients, at, p.memory(), p.dy(first), filters, (end - first) * window.pixels(), filters);
  }

  int combineTasks() {
    if (!inParts) {
      return 0;
    }
    return (transposed ? taps.length : Math.ceilDiv(patch * filters, FLOATS_PER_COMBINATION)) + 1;
  }

  /** Adds the parts to the gradients, in order: some of the weights, or the biases. */
  void combine(Pass p, int task) {
    if (task == combineTasks() - 1) {
      for (int part = 0; bias != null && part < Layer.PARTS; part++) {
        p.kernels().add(p.gradients(), bias.offset(), p.memory(), part(p, part) + patch * filters, filters);
      }
    } else if (transposed) {
      combineTransposed(p, task * tapLength * filters);
    } else {
      int from = task * FLOATS_PER_COMBINATION;
      int count = Math.min(FLOATS_PER_COMBINATION, patch * filters - from);
      for (int part = 0; part < Layer.PARTS; part++) {
        p.kernels().add(p.gradients(), weight.offset() + from, p.memory(), part(p, part) + from, count);
      }
    }
  }

  private void combineTransposed(Pass p, int from) {
    int to = weight.offset() + from;
    int sum = part(p, 0) + from;
    for (int part = 1; part < Layer.PARTS; part++) {
      p.kernels().add(p.memory(), sum, p.memory(), part(p, part) + from, tapLength * filters);
    }
    for (int l = 0; l < tapLength; l++) {
      for (int f = 0; f < filters; f++) {
        p.gradients()[to + l * filters + f] += p.memory()[sum + f * tapLength + l];
      }
    }
  }
}
