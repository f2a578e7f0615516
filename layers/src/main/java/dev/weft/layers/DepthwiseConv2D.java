package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Convolution of each channel by itself, with m filters for each.
 *
 * <pre>
 * y[n, i, j, c·m + q] = b[c·m + q] + Σ_u Σ_v x[n, i·s + u·d − p, j·s + v·d − l, c] · W[u, v, c, q]
 * </pre>
 *
 * <p>with stride s, dilation d, and p rows of zeros above and l columns left of the image as {@link Padding} says.
 *
 * <p>Shapes: x (N, H, W, C), W (kh, kw, C, m), b (C·m,), y (N, H', W', C·m), with H' as {@link Padding} says.
 *
 * <p>Gradients: {@code db = Σ dy} over n, i, j; {@code dW[u, v, c, q] = Σ x[n, i·s + u·d − p, j·s + v·d − l, c] · dy[n, i, j, c·m +
 * q]};
 * dx scatters each {@code dy[n, i, j, c·m + q] W[u, v, c, q]} back to where it came from.
 *
 * <p>Computed row by row: channels and pixels of a row lie side by side, so that all of it fills vectors whatever the number of
 * channels; {@link DepthwiseRows} tells how. dW of each example is left for the gradient phase, which adds them up.
 *
 * <p>Defaults: m = 1, stride 1, valid padding, dilation 1, Glorot uniform weights, zero biases.
 *
 * <p>Chollet 2017, <a href="https://arxiv.org/abs/1610.02357">Xception</a>; Howard et al. 2017, <a
 * href="https://arxiv.org/abs/1704.04861">MobileNets</a>.
 *
 * {@snippet :
 * Sequential.input(14, 14, 32).add(depthwiseConv2D(3).same().withoutBias()).build(1).outputShape(); // = (14, 14, 32)
 * }
 */
public final class DepthwiseConv2D extends BaseLayer {

  private final DepthwiseRows rows;
  private final int taps;
  private final int filters;
  private final int multiplier;
  private final Parameter weight;
  private final Parameter bias; // null: without

  /**
   * Configuration of a depthwise convolution.
   *
   * @param multiplier filters for each channel, 1 or more
   * @param kernelHeight rows of the window
   * @param kernelWidth columns of the window
   * @param stride step between windows
   * @param padding what happens at the border
   * @param dilation distance between neighbouring taps of the window
   * @param initializer first values of the weights
   * @param bias whether a number is added to each output channel
   */
  public record Spec(
      int multiplier, int kernelHeight, int kernelWidth, Size2D stride, Padding padding, Size2D dilation,
      Initializer initializer, boolean bias)
      implements LayerSpec, Windowed<Spec> {

    /** Checks that all sizes are 1 or more. */
    public Spec {
      if (multiplier < 1 || kernelHeight < 1 || kernelWidth < 1 || !stride.atLeast(1) || !dilation.atLeast(1)) {
        throw new IllegalArgumentException(
            "expected multiplier, kernel, stride and dilation of 1 or more, got multiplier " + multiplier + ", kernel "
                + kernelHeight + " × " + kernelWidth + ", stride " + stride + ", dilation " + dilation);
      }
      Objects.requireNonNull(padding, "padding");
      Objects.requireNonNull(initializer, "initializer");
    }

    @Override
    public Spec windowed(Size2D stride, Padding padding, Size2D dilation) {
      return new Spec(multiplier, kernelHeight, kernelWidth, stride, padding, dilation, initializer, bias);
    }

    /** A copy with more filters for each channel. */
    public Spec withMultiplier(int multiplier) {
      return new Spec(multiplier, kernelHeight, kernelWidth, stride, padding, dilation, initializer, bias);
    }

    /** A copy with another initialiser of the weights. */
    public Spec withInitializer(Initializer initializer) {
      return new Spec(multiplier, kernelHeight, kernelWidth, stride, padding, dilation, initializer, bias);
    }

    /** A copy with He normal weights. */
    public Spec heNormal() {
      return withInitializer(Initializer.HE_NORMAL);
    }

    /** A copy without biases. */
    public Spec withoutBias() {
      return new Spec(multiplier, kernelHeight, kernelWidth, stride, padding, dilation, initializer, false);
    }

    @Override
    public String kind() {
      return "depthwise_conv2d";
    }

    @Override
    public DepthwiseConv2D build(Shape input, String name, ParameterSlab.Builder parameters) {
      Window window = Window.of(input, new Size2D(kernelHeight, kernelWidth), stride, dilation, padding);
      return new DepthwiseConv2D(this, input, window, name, parameters);
    }
  }

  private DepthwiseConv2D(Spec spec, Shape input, Window window, String name, ParameterSlab.Builder parameters) {
    super(name, spec, input, Shape.of(window.outHeight(), window.outWidth(), input.dim(2) * spec.multiplier()));
    this.multiplier = spec.multiplier();
    this.filters = input.dim(2) * multiplier;
    this.taps = spec.kernelHeight() * spec.kernelWidth();
    this.weight = parameters.add(
        name + "/kernel", Shape.of(spec.kernelHeight(), spec.kernelWidth(), input.dim(2), multiplier),
        spec.initializer(), taps, taps * multiplier);
    this.bias = spec.bias() ? parameters.add(name + "/bias", Shape.of(filters), Initializer.ZEROS, 1, 1) : null;
    DepthwiseRows.requireRoom(parameters, window, filters);
    this.rows = new DepthwiseRows(window, multiplier);
  }

  @Override
  public int prepareTasks() {
    return 1;
  }

  /** Repeats weights and biases for each pixel of a piece of a row. */
  @Override
  public void prepare(Pass p, int task) {
    for (int t = 0; t < taps; t++) {
      repeat(p, p.shared() + t * rows.tile(), p.values(), weight.offset() + t * filters);
    }
    if (bias != null) {
      repeat(p, biases(p), p.values(), bias.offset());
    }
  }

  private void repeat(Pass p, int to, float[] values, int from) {
    for (int l = 0; l < rows.tile(); l += filters) {
      System.arraycopy(values, from, p.memory(), to + l, filters);
    }
  }

  private int biases(Pass p) {
    return p.shared() + taps * rows.tile();
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.PRODUCTS_BY_ELEMENT);
    use.addInTraining(Group.SUM_ROWS);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      rows.forward(p.kernels(), p.memory(), p.y(n), image(p, worker, n), p.shared(), biases(p));
    }
  }

  /** Where the image lies as the rows want it: the input, or a copy of it in scratch. */
  private int image(Pass p, int worker, int n) {
    if (rows.readsInput()) {
      return p.x(n);
    }
    rows.copyImage(p.memory(), p.scratch(worker), p.x(n));
    return p.scratch(worker);
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    int scratch = p.scratch(worker) + (rows.readsInput() ? 0 : rows.imageSize());
    for (int n = from; n < to; n++) {
      gradientOfExample(p, scratch, n, image(p, worker, n));
      if (p.wantsDx()) {
        rows.inputGradient(p.kernels(), p.memory(), p.dx(n), p.dy(n), p.shared(), scratch);
      }
    }
  }

  /** dW of one example, (taps, C·m), and db behind it. */
  private void gradientOfExample(Pass p, int scratch, int n, int image) {
    int left = p.saved(n);
    Arrays.fill(p.memory(), left, left + (taps + 1) * filters, 0f);
    rows.weightGradient(p.kernels(), p.memory(), left, image, p.dy(n), scratch);
    if (bias != null) {
      rows.biasGradient(p.kernels(), p.memory(), left + taps * filters, p.dy(n), scratch);
    }
  }

  @Override
  public boolean gradientReadsDy() {
    return false;
  }

  @Override
  public int gradientTasks() {
    return 1;
  }

  @Override
  public void gradient(Pass p, int worker, int task) {
    Kernels kernels = p.kernels();
    int stride = (taps + 1) * filters;
    kernels.sumRows(p.gradients(), weight.offset(), p.memory(), p.saved(0), stride, p.batch(), taps * filters);
    if (bias != null) {
      kernels.sumRows(
          p.gradients(), bias.offset(), p.memory(), p.saved(0) + taps * filters, stride, p.batch(), filters);
    }
  }

  @Override
  public Memory memory() {
    int image = rows.readsInput() ? 0 : rows.imageSize();
    return Memory.of((taps + 1L) * rows.tile(), (taps + 1L) * filters, (long) image + rows.scratch());
  }

  @Override
  public Memory memory(boolean training) {
    return training ? memory() : Memory.of((taps + 1L) * rows.tile(), 0, rows.readsInput() ? 0 : rows.imageSize());
  }

  @Override
  public List<Parameter> parameters() {
    return bias == null ? List.of(weight) : List.of(weight, bias);
  }

  @Override
  public String path() {
    return "rows of pixels and channels";
  }
}
