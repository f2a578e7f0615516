package dev.weft.layers;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.Product;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Default;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import dev.weft.layers.engine.Workspace;
import java.util.List;
import java.util.Objects;

/**
 * Convolution of an image with K filters (cross-correlation, as everywhere in deep learning).
 *
 * <pre>
 * y[n, i, j, k] = b[k] + Σ_u Σ_v Σ_c x[n, i·s + u·d − p, j·s + v·d − q, c] · W[u, v, c, k]
 * </pre>
 *
 * <p>s is the stride, d the dilation, and p and q are the rows above and the columns left of the image that padding adds, where x
 * is 0 as it is below and to the right; {@link Padding} says how many. With same padding an odd row or column goes to the end.
 *
 * <p>Shapes: x (N, H, W, C), W (kh, kw, C, K), b (K,), y (N, H', W', K), with H' as {@link Padding} says. Kernel, stride and
 * dilation may differ between rows and columns.
 *
 * <p>Gradients: {@code db = Σ dy} over n, i, j;
 * {@code dW[u, v, c, k] = Σ x[n, i·s + u·d − p, j·s + v·d − q, c] · dy[n, i, j, k]};
 * dx scatters each {@code dy[n, i, j, ·] Wᵀ} back over the window it came from.
 *
 * <p>Computed as a matrix product whose left rows are windows of the image, read in place (implicit GEMM): the im2col matrix
 * is never written. The gradients: {@link ConvInputGradient} and {@link ConvWeightGradient}.
 *
 * <p>Defaults: stride 1, valid padding, dilation 1, Glorot uniform weights, zero biases.
 *
 * <p>LeCun et al. 1989, <a href="https://doi.org/10.1162/neco.1989.1.4.541">Backpropagation Applied to Handwritten Zip Code
 * Recognition</a>; dilation: Yu and Koltun 2016, <a href="https://arxiv.org/abs/1511.07122">Multi-Scale Context Aggregation</a>.
 *
 * {@snippet :
 * Sequential.input(28, 28, 1).add(conv2D(32, 3).withStride(2).withPadding(1).withoutBias()).add(batchNorm()).add(relu()).build(1).outputShape(); // = (14, 14, 32)
 * }
 */
// Derived in docs/book/05-convolution.md.
public final class Conv2D extends BaseLayer {

  private final Window window;
  private final int filters;
  private final Product product;
  private final Table rows;
  private final Parameter weight;
  private final Parameter bias; // null: without
  private final PackedWeight packed;
  private final ConvInputGradient inputGradient;
  private final ConvWeightGradient weightGradient;

  /**
   * Configuration of a convolution.
   *
   * @param filters number of output channels, 1 or more
   * @param kernelHeight rows of the window
   * @param kernelWidth columns of the window
   * @param stride step between windows
   * @param padding what happens at the border
   * @param dilation distance between neighbouring taps of the window
   * @param initializer first values of the weights
   * @param bias whether a number is added to each output channel
   */
  public record Spec(
      int filters, int kernelHeight, int kernelWidth, Size2D stride, Padding padding, Size2D dilation,
      Initializer initializer, @Default("true") boolean bias)
      implements LayerSpec, Windowed<Conv2D.Spec> {

    /** Checks that all sizes are 1 or more. */
    public Spec {
      if (filters < 1 || kernelHeight < 1 || kernelWidth < 1 || !stride.atLeast(1) || !dilation.atLeast(1)) {
        throw new IllegalArgumentException(
            "expected filters, kernel, stride and dilation of 1 or more, got filters " + filters + ", kernel "
                + kernelHeight + " × " + kernelWidth + ", stride " + stride + ", dilation " + dilation);
      }
      Objects.requireNonNull(padding, "padding");
      Objects.requireNonNull(initializer, "initializer");
    }

    @Override
    public Spec windowed(Size2D stride, Padding padding, Size2D dilation) {
      return new Spec(filters, kernelHeight, kernelWidth, stride, padding, dilation, initializer, bias);
    }

    /** A copy with another initialiser of the weights. */
    public Spec withInitializer(Initializer initializer) {
      return new Spec(filters, kernelHeight, kernelWidth, stride, padding, dilation, initializer, bias);
    }

    /** A copy with He normal weights. */
    public Spec heNormal() {
      return withInitializer(Initializer.HE_NORMAL);
    }

    /** A copy without biases, as before a batch norm, which would take them away again. */
    public Spec withoutBias() {
      return new Spec(filters, kernelHeight, kernelWidth, stride, padding, dilation, initializer, false);
    }

    @Override
    public String kind() {
      return "conv2d";
    }

    @Override
    public Conv2D build(Shape input, String name, ParameterSlab.Builder parameters) {
      Window window = Window.of(input, new Size2D(kernelHeight, kernelWidth), stride, dilation, padding);
      return new Conv2D(this, input, window, name, parameters);
    }
  }

  private Conv2D(Spec spec, Shape input, Window window, String name, ParameterSlab.Builder parameters) {
    this(
        spec, spec, input, Shape.of(window.outHeight(), window.outWidth(), spec.filters()), window,
        Shape.of(window.kernelHeight(), window.kernelWidth(), window.channels(), spec.filters()), name, parameters);
  }

  /** The same for what is read as an image, with its own description and shapes. */
  Conv2D(
      Spec settings, LayerSpec spec, Shape input, Shape output, Window window, Shape kernel, String name,
      ParameterSlab.Builder parameters) {
    super(name, spec, input, output);
    this.window = window;
    this.filters = settings.filters();
    int area = window.kernelHeight() * window.kernelWidth();
    this.weight = parameters.add(
        name + "/kernel", kernel, settings.initializer(), area * window.channels(), area * filters);
    this.bias = settings.bias() ? parameters.add(name + "/bias", Shape.of(filters), Initializer.ZEROS, 1, 1) : null;
    this.product = window.product(filters);
    this.rows = new Table(() -> window.rows(Workspace.MAX_CHUNK));
    this.packed = new PackedWeight(weight, product.k(), filters);
    this.inputGradient = new ConvInputGradient(window, filters, weight, packed, packed.floats());
    this.weightGradient =
        new ConvWeightGradient(window, rows, product, weight, bias, packed.floats() + inputGradient.shared());
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.products(filters);
    if (use.training()) {
      inputGradient.kernelUse(use);
      weightGradient.kernelUse(use);
    }
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int n = from; window.padded() && n < to; n++) {
      window.pad(p.memory(), p.saved(n), p.memory(), p.x(n));
    }
    p.kernels().multiply(
        p.memory(), p.y(from), bias == null ? p.memory() : p.values(), bias == null ? packed.zeros(p) : bias.offset(),
        p.memory(), image(p, from), rows.get(), 0, (to - from) * window.pixels(), p.memory(), packed.forward(p),
        product);
  }

  /** Else a padded copy of it. */
  @Override
  public boolean backwardReadsInput() {
    return !window.padded();
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    if (p.wantsDx()) {
      inputGradient.run(p, worker, from, to);
    }
  }

  @Override
  public int gradientTasks() {
    return weightGradient.tasks();
  }

  @Override
  public void gradient(Pass p, int worker, int task) {
    weightGradient.run(p, task, image(p, 0));
  }

  @Override
  public boolean gradientByParts() {
    return weightGradient.byParts();
  }

  @Override
  public void clearPart(Pass p, int part) {
    weightGradient.clear(p, part);
  }

  @Override
  public void gradientOfPart(Pass p, int worker, int part, int from, int to) {
    weightGradient.addToPart(p, part, image(p, 0), from, to);
  }

  @Override
  public int combineTasks() {
    return weightGradient.combineTasks();
  }

  @Override
  public void combine(Pass p, int worker, int task) {
    weightGradient.combine(p, task);
  }

  Window window() {
    return window;
  }

  Parameter weight() {
    return weight;
  }

  Parameter bias() {
    return bias;
  }

  PackedWeight packed() {
    return packed;
  }

  /** Where the image that the windows lie on starts: the input, or its padded copy. */
  private int image(Pass p, int n) {
    return window.padded() ? p.saved(n) : p.x(n);
  }

  @Override
  public int prepareTasks() {
    return packed.tasks();
  }

  @Override
  public void prepare(Pass pass, int task) {
    if (inputGradient.turnsWeights() && packed.isTransposed(task)) {
      inputGradient.prepare(pass, packed.firstColumn(task));
    } else {
      packed.prepare(pass, task);
    }
  }

  /** Shared: packed weights, what {@link ConvInputGradient} needs, then the sums of {@link ConvWeightGradient}. */
  @Override
  public Memory memory(boolean training) {
    return Memory.of((long) packed.floats() + inputGradient.shared() + (training ? weightGradient.shared() : 0),
        window.padded() ? window.paddedSize() : 0, training ? inputGradient.scratch() : 0);
  }

  @Override
  public Memory memory() {
    return memory(true);
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
