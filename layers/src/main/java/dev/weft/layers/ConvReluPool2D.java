package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.Patch;
import dev.weft.core.kernel.PooledConvolution;
import dev.weft.core.kernel.Product;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Pass;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Conv2D}, {@link Relu} and {@link MaxPool2D} of size 2 as one layer, {@code y = pool(relu(conv(x)))}.
 *
 * <p>Made by fusion from layers with unit stride and dilation and valid padding; never written by users. It computes what its
 * parts compute, in this way:
 *
 * <ul>
 *   <li>forward: the pixels of a few pool windows at a time, four rows each, into a scratch that stays in the cache, then
 *       ReLU and maximum from there. Pixels that no window reads are not computed, and the convolution's output is never written.
 *   <li>backward: behind the pool at most one pixel of a window has a gradient, and none where ReLU is closed or dropout
 *       drops. Those that are left are listed, by window for dx and by filter for dW, and each adds one scaled patch.
 * </ul>
 *
 * <p>Letters: P pool windows of an image, K filters, R = kh · kw · C elements of a patch.
 */
final class ConvReluPool2D extends BaseLayer {

  private static final int WINDOWS_PER_BLOCK = 24;
  private static final int FILTERS_PER_TASK = 16;
  private static final int CORNERS = 4;
  private static final long EXACT_PLACES = 1L << 24; // the lists keep places in floats

  private final Conv2D conv;
  private final Layer relu;
  private final Layer pool;
  private final Window window;
  private final int windows;
  private final int filters;
  private final int patch;
  private final Product product;
  private final int[] corners;
  private final PooledConvolution convolution;
  private final Patch intoImage; // a filter added to the gradient of a patch
  private final boolean singleChannel;
  private final FilterLists lists; // null: taps are too short for it
  private final WinogradForward winograd; // null: the shape does not suit it

  private ConvReluPool2D(Conv2D conv, Layer relu, MaxPool2D pool, boolean allowWinograd) {
    super(conv.name() + "+" + relu.name() + "+" + pool.name(), conv.spec(), conv.inputShape(), pool.outputShape());
    this.conv = conv;
    this.relu = relu;
    this.pool = pool;
    this.window = conv.window();
    this.windows = pool.outputShape().dim(0) * pool.outputShape().dim(1);
    this.filters = pool.outputShape().dim(2);
    this.product = window.product(filters);
    int[] taps = product.taps();
    int tapLength = product.tapLength();
    this.patch = product.k();
    this.corners = corners(Workspace.MAX_CHUNK);
    this.convolution = new PooledConvolution(corners, window.width() * window.channels(), window.channels(), filters);
    this.intoImage = new Patch(taps.length, tapLength, tapLength, taps.length > 1 ? taps[1] - taps[0] : tapLength);
    this.singleChannel = window.channels() == 1 && window.kernelHeight() == 3 && window.kernelWidth() == 3;
    this.lists = tapLength >= Kernels.MOST_LANES ? new FilterLists(conv, windows, corners) : null;
    this.winograd = allowWinograd && WinogradForward.suits(window, filters)
        ? new WinogradForward(conv, convolution, WINDOWS_PER_BLOCK, transposedOffset() + 2 * patch * filters) : null;
  }

  /** The fused layer, or null if these three cannot be fused. */
  static ConvReluPool2D fuse(Layer first, Layer second, Layer third, boolean allowWinograd) {
    if (first instanceof Conv2D conv && second instanceof Relu && third instanceof MaxPool2D pool
        && conv.bias() != null && conv.window().dense() && !conv.window().padded()
        && pool.spec().equals(Layers.maxPool2D(2))
        && conv.inputShape().size() <= EXACT_PLACES && conv.weight().size() <= EXACT_PLACES) {
      return new ConvReluPool2D(conv, second, pool, allowWinograd);
    }
    return null;
  }

  /** Where the patches of the four pixels of each pool window start, window by window, for several images in a row. */
  private int[] corners(int images) {
    int[] pixels = window.rows(1);
    int[] corners = new int[images * windows * CORNERS];
    int across = outputShape().dim(1);
    for (int i = 0; i < corners.length; i++) {
      int q = i % CORNERS;
      int w = i / CORNERS % windows;
      int row = w / across * 2 + q / 2;
      int column = w % across * 2 + q % 2;
      corners[i] = i / (CORNERS * windows) * inputShape().size() + pixels[row * window.outWidth() + column];
    }
    return corners;
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    Kernels kernels = p.kernels();
    float[] memory = p.memory();
    int block = p.scratch(worker);
    int all = (to - from) * windows;
    if (singleChannel) {
      kernels.convolve3x3ReluMaxPool(
          memory, p.y(from), memory, choice(p, from), memory, p.x(from), p.values(), conv.weight().offset(),
          p.values(), conv.bias().offset(), all, convolution);
      return;
    }
    for (int w = 0; w < all; w += WINDOWS_PER_BLOCK) {
      int count = Math.min(WINDOWS_PER_BLOCK, all - w);
      if (usesWinograd(kernels)) {
        winograd.forward(p, block, from, w, count, choice(p, from));
        continue;
      }
      kernels.multiply(
          memory, block, p.values(), conv.bias().offset(), memory, p.x(from), corners, w * CORNERS, count * CORNERS,
          memory, conv.packed().forward(p), product);
      kernels.reluMaxPool(memory, p.y(from) + w * filters, memory, choice(p, from) + w * filters, memory, block,
          count, filters);
    }
  }

  private boolean usesWinograd(Kernels kernels) {
    return winograd != null && kernels.prefersPooledTiles();
  }

  /** Where the chosen corners of example n lie, (P, K). One array for the batch, so that chunks are contiguous. */
  private int choice(Pass p, int n) {
    return p.saved(0) + n * windows * filters;
  }

  /** Where what backward leaves for {@link #gradient} lies: lists of filters, or the gradient of one example. */
  private int left(Pass p, int n) {
    return p.saved(0) + p.capacity() * windows * filters + n * leftSize();
  }

  private int leftSize() {
    return lists != null ? lists.size() : (patch + 1) * filters;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      if (lists != null) {
        lists.write(p, left(p, n), p.dy(n), choice(p, n));
      } else {
        gradientOfExample(p, worker, n);
      }
      if (p.wantsDx()) {
        inputGradient(p, worker, n);
      }
    }
  }

  /** dx of one example: for each pixel of each window, the filters that chose it, each scaled by its gradient. */
  private void inputGradient(Pass p, int worker, int n) {
    float[] memory = p.memory();
    Kernels kernels = p.kernels();
    int starts = p.scratch(worker);
    int scales = starts + filters + Kernels.MOST_LANES;
    int dx = p.dx(n);
    Arrays.fill(memory, dx, dx + inputShape().size(), 0f);
    for (int w = 0; w < windows; w++) {
      int dy = p.dy(n) + w * filters;
      int choice = choice(p, n) + w * filters;
      for (int q = 0; q < CORNERS; q++) {
        int count = kernels.listChosen(
            memory, starts, memory, scales, memory, choice, memory, dy, filters, q, patch);
        kernels.addScaledPatches(
            memory, dx + corners[CORNERS * w + q], memory, transposed(p), memory, starts, memory, scales, count,
            intoImage);
      }
    }
  }

  /** dW of one example, (R, K), and db behind it, where a tap is too short for vectors: dy is unpooled block by block. */
  private void gradientOfExample(Pass p, int worker, int n) {
    float[] memory = p.memory();
    int dW = left(p, n);
    Arrays.fill(memory, dW, dW + leftSize(), 0f);
    if (singleChannel) {
      p.kernels().convolve3x3Gradient(
          memory, dW, memory, p.dy(n), memory, choice(p, n), memory, p.x(n), windows, convolution);
      return;
    }
    int block = p.scratch(worker);
    for (int w = 0; w < windows; w += WINDOWS_PER_BLOCK) {
      int count = Math.min(WINDOWS_PER_BLOCK, windows - w);
      p.kernels().unpool(
          memory, block, memory, p.dy(n) + w * filters, memory, choice(p, n) + w * filters, count, filters);
      p.kernels().multiplyTransposed(
          memory, dW, 0, patch, memory, p.x(n), corners, CORNERS * w, count * CORNERS, memory, block, product);
      p.kernels().sumRows(memory, dW + patch * filters, memory, block, filters, count * CORNERS, filters);
    }
  }

  /** A range of filters a task; where gradients were left per example, one task that adds them up. */
  @Override
  public int gradientTasks() {
    return lists != null ? (filters + FILTERS_PER_TASK - 1) / FILTERS_PER_TASK : 1;
  }

  @Override
  public void gradient(Pass p, int worker, int task) {
    if (lists != null) {
      int from = task * FILTERS_PER_TASK;
      int sums = transposed(p) + patch * filters;
      lists.gradient(p, left(p, 0), sums, from, Math.min(filters, from + FILTERS_PER_TASK));
    } else {
      p.kernels().sumRows(
          p.gradients(), conv.weight().offset(), p.memory(), left(p, 0), leftSize(), p.batch(), patch * filters);
      p.kernels().sumRows(
          p.gradients(), conv.bias().offset(), p.memory(), left(p, 0) + patch * filters, leftSize(), p.batch(),
          filters);
    }
  }

  /** Where the filters lie one after the other, (K, R); their gradient follows in the same order. */
  private int transposed(Pass p) {
    return p.shared() + transposedOffset();
  }

  private int transposedOffset() {
    return conv.packed().floats();
  }

  /** The packing of the convolution if forward reads it, the transposition for backward, and Winograd's transformation. */
  @Override
  public int prepareTasks() {
    return packingTasks() + 1 + (winograd == null ? 0 : WinogradForward.TASKS);
  }

  @Override
  public void prepare(Pass p, int task) {
    if (task < packingTasks()) {
      conv.packed().prepareForward(p, task);
    } else if (task > packingTasks()) {
      winograd.prepare(p, task - packingTasks() - 1);
    } else if (p.wantsDx()) {
      transposeWeights(p);
    }
  }

  private int packingTasks() {
    return singleChannel ? 0 : conv.prepareTasks();
  }

  private void transposeWeights(Pass p) {
    float[] values = p.values();
    float[] memory = p.memory();
    int weight = conv.weight().offset();
    int to = transposed(p);
    for (int k = 0; k < filters; k++) {
      for (int r = 0; r < patch; r++) {
        memory[to + k * patch + r] = values[weight + r * filters + k];
      }
    }
  }

  @Override
  public Memory memory() {
    int shared = transposedOffset() + 2 * patch * filters + (winograd == null ? 0 : winograd.shared());
    int scratch = Math.max(WINDOWS_PER_BLOCK * CORNERS * filters, 2 * (filters + Kernels.MOST_LANES));
    scratch = Math.max(scratch, winograd == null ? 0 : winograd.scratch());
    return new Memory(shared, windows * filters + leftSize(), scratch);
  }

  @Override
  public List<Parameter> parameters() {
    return conv.parameters();
  }

  @Override
  public List<Layer> parts() {
    return List.of(conv, relu, pool);
  }

  @Override
  public String path() {
    return "fused " + conv.name() + " + " + relu.name() + " + " + pool.name()
        + (singleChannel ? ", one channel in registers" : winograd != null ? ", Winograd forward" : "")
        + (lists == null ? "" : ", sparse backward");
  }

  @Override
  public boolean hasKinks() {
    return true;
  }
}
