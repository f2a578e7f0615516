package dev.weft.layers;

import dev.weft.core.kernel.Columns;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.Product;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Transposed convolution: the gradient of a convolution's input as a layer, which makes images larger.
 *
 * <pre>
 * y[n, i·s + u·d − p, j·s + v·d − l, k] += x[n, i, j, c] · W[u, v, k, c]     from y = b[k]
 * </pre>
 *
 * <p>with stride s, dilation d, and p rows above and l columns to the left that {@link Padding} cuts off; what falls outside of y
 * is dropped.
 *
 * <p>Shapes: x (N, H, W, C), W (kh, kw, K, C), b (K,), y (N, H', W', K) with {@code H' = (H − 1) s − top − bottom + (kh − 1) d + 1 +
 * outputPadding}, as in PyTorch, the padding being cut off; {@code H' = H s} with same padding, as in Keras.
 *
 * <p>Gradients: {@code db = Σ dy}; {@code dx[n, i, j, c] = Σ_uvk dy[n, i·s + u·d − p, j·s + v·d − l, k] W[u, v, k, c]}, a convolution;
 * {@code dW[u, v, k, c] = Σ dy[n, i·s + u·d − p, j·s + v·d − l, k] x[n, i, j, c]}. It is {@link Conv2D} turned around, with its products.
 *
 * <p>Defaults: stride 1, valid padding, no output padding, dilation 1, Glorot uniform weights, zero biases.
 *
 * <p>Zeiler et al. 2010, <a href="https://doi.org/10.1109/CVPR.2010.5539957">Deconvolutional Networks</a>; Dumoulin and Visin 2016,
 * <a href="https://arxiv.org/abs/1603.07285">A guide to convolution arithmetic</a>.
 *
 * {@snippet :
 * Sequential.input(14, 14, 32).add(conv2DTranspose(16, 4).withStride(2).withPadding(1)).build(1).outputShape(); // = (28, 28, 16)
 * }
 */
// The products are those of docs/book/05-convolution.md.
public final class Conv2DTranspose extends BaseLayer {

  private static final int ROWS_PER_TASK = 48;
  private static final int PIXELS_PER_CALL = 128;

  private final Window window; // of the convolution that this is turned around: over the output
  private final int filters;
  private final int channels;
  private final int patch;
  private final Product product; // of windows of dy with the weights
  private final Product columns; // x Wᵀ
  private final Table rows;
  private final Table inputRows;
  private final int imagesPerCall;
  private final Parameter weight;
  private final Parameter bias; // null: without
  private final PackedWeight packed;

  /**
   * Configuration of a transposed convolution.
   *
   * @param filters number of output channels, 1 or more
   * @param kernelHeight rows of the window
   * @param kernelWidth columns of the window
   * @param stride step between windows on the output
   * @param padding rows and columns to cut off, or those that same padding cuts off
   * @param outputPadding rows and columns of the output beyond the last window, less than the stride; none with same padding
   * @param dilation distance between neighbouring taps of the window
   * @param initializer first values of the weights
   * @param bias whether a number is added to each output channel
   */
  public record Spec(
      int filters, int kernelHeight, int kernelWidth, Size2D stride, Padding padding, Size2D outputPadding,
      Size2D dilation,
      Initializer initializer, boolean bias)
      implements LayerSpec, Windowed<Spec> {

    /** Checks that all sizes are possible. */
    public Spec {
      if (filters < 1 || kernelHeight < 1 || kernelWidth < 1 || !stride.atLeast(1) || !dilation.atLeast(1)) {
        throw new IllegalArgumentException(
            "expected filters, kernel, stride and dilation of 1 or more, got filters " + filters + ", kernel "
                + kernelHeight + " × " + kernelWidth + ", stride " + stride + ", dilation " + dilation);
      }
      Objects.requireNonNull(initializer, "initializer");
      if (!outputPadding.atLeast(0) || (padding.same() && !outputPadding.equals(Size2D.of(0)))) {
        throw new IllegalArgumentException(
            "expected output padding of 0 or more, and none with same padding, got " + outputPadding + " with padding "
                + padding);
      }
    }

    @Override
    public Spec windowed(Size2D stride, Padding padding, Size2D dilation) {
      return new Spec(
          filters, kernelHeight, kernelWidth, stride, padding, outputPadding, dilation, initializer, bias);
    }

    /** A copy with as many more rows and columns of output. */
    public Spec withOutputPadding(int both) {
      return withOutputPadding(both, both);
    }

    /** A copy with more rows and columns of output. */
    public Spec withOutputPadding(int rows, int columns) {
      return new Spec(
          filters, kernelHeight, kernelWidth, stride, padding, new Size2D(rows, columns), dilation, initializer, bias);
    }

    /** A copy with another initialiser of the weights. */
    public Spec withInitializer(Initializer initializer) {
      return new Spec(
          filters, kernelHeight, kernelWidth, stride, padding, outputPadding, dilation, initializer, bias);
    }

    /** A copy with He normal weights. */
    public Spec heNormal() {
      return withInitializer(Initializer.HE_NORMAL);
    }

    /** A copy without biases. */
    public Spec withoutBias() {
      return new Spec(
          filters, kernelHeight, kernelWidth, stride, padding, outputPadding, dilation, initializer, false);
    }

    @Override
    public String kind() {
      return "conv2d_transpose";
    }

    @Override
    public Conv2DTranspose build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new Conv2DTranspose(this, input, TransposedWindow.of(this, input), name, parameters);
    }
  }

  private Conv2DTranspose(Spec spec, Shape input, Window window, String name, ParameterSlab.Builder parameters) {
    super(name, spec, input, Shape.of(window.height(), window.width(), spec.filters()));
    this.window = window;
    this.filters = spec.filters();
    this.channels = input.dim(2);
    int area = spec.kernelHeight() * spec.kernelWidth();
    this.weight = parameters.add(
        name + "/kernel", Shape.of(spec.kernelHeight(), spec.kernelWidth(), filters, channels), spec.initializer(),
        area * channels, area * filters);
    this.bias = spec.bias() ? parameters.add(name + "/bias", Shape.of(filters), Initializer.ZEROS, 1, 1) : null;
    this.product = window.product(channels);
    this.patch = product.k();
    this.columns = Product.ofMatrices(channels, patch);
    this.rows = new Table(() -> window.rows(Workspace.MAX_CHUNK));
    this.inputRows = new Table(this::inputRows);
    this.imagesPerCall = Math.clamp(PIXELS_PER_CALL / window.pixels(), 1, Workspace.MAX_CHUNK);
    this.packed = new PackedWeight(weight, patch, channels);
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.ADD);
    use.products(patch);
    use.transposedProducts(channels);
    use.addInTraining(Group.SUM_ROWS);
    if (use.training()) {
      use.products(channels);
    }
  }

  private int[] inputRows() {
    int[] starts = new int[window.pixels()];
    Arrays.setAll(starts, r -> r * channels);
    return starts;
  }

  /** {@code x Wᵀ}, then each row added to the pixels of its window. */
  @Override
  public void forward(Pass p, int worker, int from, int to) {
    int matrix = p.scratch(worker);
    for (int n = from; n < to; n++) {
      p.kernels().multiply(
          p.memory(), matrix, p.memory(), packed.zeros(p), p.memory(), p.x(n), inputRows.get(), 0, window.pixels(),
          p.memory(), packed.transposed(p), columns);
      int y = window.padded() ? matrix + window.pixels() * patch : p.y(n);
      fillWithBias(p, y, window.paddedHeight() * window.paddedWidth());
      Columns.addToImage(
          p.kernels(), p.memory(), y, p.memory(), matrix, rows.get(), 0, window.pixels(), product.taps(),
          product.tapLength());
      if (window.padded()) {
        window.crop(p.memory(), p.y(n), p.memory(), y);
      }
    }
  }

  private void fillWithBias(Pass p, int y, int pixels) {
    if (bias == null) {
      Arrays.fill(p.memory(), y, y + pixels * filters, 0f);
      return;
    }
    for (int i = 0; i < pixels; i++) {
      System.arraycopy(p.values(), bias.offset(), p.memory(), y + i * filters, filters);
    }
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  /** The convolution of dy; a padded dy is kept for {@link #gradient}. */
  @Override
  public void backward(Pass p, int worker, int from, int to) {
    for (int n = from; window.padded() && n < to; n++) {
      window.pad(p.memory(), p.saved(n), p.memory(), p.dy(n));
    }
    if (p.wantsDx()) {
      p.kernels().multiply(
          p.memory(), p.dx(from), p.memory(), packed.zeros(p), p.memory(), outputGradient(p, from), rows.get(), 0,
          (to - from) * window.pixels(), p.memory(), packed.forward(p), product);
    }
  }

  private int outputGradient(Pass p, int n) {
    return window.padded() ? p.saved(n) : p.dy(n);
  }

  /** One slice of the weights a task, and one task for the biases, if there are any. */
  @Override
  public int gradientTasks() {
    return Math.ceilDiv(patch, ROWS_PER_TASK) + (bias == null ? 0 : 1);
  }

  @Override
  public void gradient(Pass p, int worker, int task) {
    int from = task * ROWS_PER_TASK;
    if (from >= patch) {
      int pixels = window.height() * window.width();
      p.kernels().sumRows(p.gradients(), bias.offset(), p.memory(), p.dy(0), filters, p.batch() * pixels, filters);
      return;
    }
    for (int n = 0; n < p.batch(); n += imagesPerCall) {
      int images = Math.min(imagesPerCall, p.batch() - n);
      p.kernels().multiplyTransposed(
          p.gradients(), weight.offset(), from, Math.min(patch, from + ROWS_PER_TASK), p.memory(),
          outputGradient(p, n), rows.get(), 0, images * window.pixels(), p.memory(), p.x(n), product);
    }
  }

  @Override
  public int prepareTasks() {
    return packed.tasks();
  }

  @Override
  public void prepare(Pass pass, int task) {
    packed.prepareTurned(pass, task);
  }

  @Override
  public Memory memory() {
    int padded = window.padded() ? window.paddedSize() : 0;
    return Memory.of(packed.floats(), padded, (long) window.pixels() * patch + padded);
  }

  @Override
  public Memory memory(boolean training) {
    return training ? memory() : new Memory(packed.floats(), 0, memory().scratch());
  }

  @Override
  public List<Parameter> parameters() {
    return bias == null ? List.of(weight) : List.of(weight, bias);
  }

  @Override
  public String path() {
    return "implicit GEMM";
  }
}
