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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Convolution in G groups: each G-th of the filters sees only its G-th of the channels.
 *
 * <pre>
 * y[n, i, j, g·K/G + k] = b[g·K/G + k] + Σ_u Σ_v Σ_c x[n, i·s + u·d − p, j·s + v·d − q, g·C/G + c] · W[g, u, v, c, k]
 * </pre>
 *
 * <p>with stride s, dilation d, and p rows of zeros above and q columns left of the image as {@link Padding} says.
 *
 * <p>Shapes: x (N, H, W, C), W (G, kh, kw, C/G, K/G), b (K,), y (N, H', W', K), with H' as {@link Padding} says. The weights of a
 * group lie together, so that each group is a product of its own.
 *
 * <p>Gradients: those of {@link Conv2D}, group by group. For one channel a group {@link DepthwiseConv2D} is faster.
 *
 * <p>Defaults: stride 1, valid padding, dilation 1, Glorot uniform weights, zero biases.
 *
 * <p>Xie et al. 2017, <a href="https://arxiv.org/abs/1611.05431">Aggregated Residual Transformations</a>.
 *
 * {@snippet :
 * Sequential.input(14, 14, 64).add(groupedConv2D(4, 64, 3).same()).build(1).outputShape(); // = (14, 14, 64)
 * }
 */
public final class GroupedConv2D extends BaseLayer {

  private static final int ROWS_PER_TASK = 48;

  private final Window window;
  private final int groups;
  private final int filters;
  private final int channelsOfGroup;
  private final int filtersOfGroup;
  private final int patch; // of a group
  private final Product product; // of windows of a group with its weights
  private final Product intoImage; // the same between the outputs of the other groups
  private final Product columns; // dy Wᵀ of a group
  private final int[] rows;
  private final int[] dyRows;
  private final Parameter weight;
  private final Parameter bias; // null: without
  private final PackedWeight[] packed;

  /**
   * Configuration of a grouped convolution.
   *
   * @param groups number of groups, 1 or more
   * @param filters number of output channels, a multiple of the groups
   * @param kernelHeight rows of the window
   * @param kernelWidth columns of the window
   * @param stride step between windows
   * @param padding what happens at the border
   * @param dilation distance between neighbouring taps of the window
   * @param initializer first values of the weights
   * @param bias whether a number is added to each output channel
   */
  public record Spec(
      int groups, int filters, int kernelHeight, int kernelWidth, Size2D stride, Padding padding, Size2D dilation,
      Initializer initializer, boolean bias)
      implements LayerSpec, Windowed<Spec> {

    /** Checks that all sizes are 1 or more and that groups divide the filters. */
    public Spec {
      if (filters < 1 || kernelHeight < 1 || kernelWidth < 1 || !stride.atLeast(1) || !dilation.atLeast(1)) {
        throw new IllegalArgumentException(
            "expected filters, kernel, stride and dilation of 1 or more, got filters " + filters + ", kernel "
                + kernelHeight + " × " + kernelWidth + ", stride " + stride + ", dilation " + dilation);
      }
      if (groups < 1 || filters % groups != 0) {
        throw new IllegalArgumentException(
            "expected groups that divide the filters, got " + groups + " groups of " + filters + " filters");
      }
      Objects.requireNonNull(padding, "padding");
      Objects.requireNonNull(initializer, "initializer");
    }

    @Override
    public Spec windowed(Size2D stride, Padding padding, Size2D dilation) {
      return new Spec(groups, filters, kernelHeight, kernelWidth, stride, padding, dilation, initializer, bias);
    }

    /** A copy with another initialiser of the weights. */
    public Spec withInitializer(Initializer initializer) {
      return new Spec(groups, filters, kernelHeight, kernelWidth, stride, padding, dilation, initializer, bias);
    }

    /** A copy with He normal weights. */
    public Spec heNormal() {
      return withInitializer(Initializer.HE_NORMAL);
    }

    /** A copy without biases. */
    public Spec withoutBias() {
      return new Spec(groups, filters, kernelHeight, kernelWidth, stride, padding, dilation, initializer, false);
    }

    @Override
    public String kind() {
      return "grouped_conv2d";
    }

    @Override
    public GroupedConv2D build(Shape input, String name, ParameterSlab.Builder parameters) {
      Window window = Window.of(input, new Size2D(kernelHeight, kernelWidth), stride, dilation, padding);
      if (input.dim(2) % groups != 0) {
        throw new IllegalArgumentException(
            "expected an image whose channels are a multiple of " + groups + ", got " + input);
      }
      return new GroupedConv2D(this, input, window, name, parameters);
    }
  }

  private GroupedConv2D(Spec spec, Shape input, Window window, String name, ParameterSlab.Builder parameters) {
    super(name, spec, input, Shape.of(window.outHeight(), window.outWidth(), spec.filters()));
    this.window = window;
    this.groups = spec.groups();
    this.filters = spec.filters();
    this.channelsOfGroup = window.channels() / groups;
    this.filtersOfGroup = filters / groups;
    int area = spec.kernelHeight() * spec.kernelWidth();
    this.weight = parameters.add(
        name + "/kernel", Shape.of(groups, spec.kernelHeight(), spec.kernelWidth(), channelsOfGroup, filtersOfGroup),
        spec.initializer(), area * channelsOfGroup, area * filtersOfGroup);
    this.bias = spec.bias() ? parameters.add(name + "/bias", Shape.of(filters), Initializer.ZEROS, 1, 1) : null;
    parameters.requireRoomForTable(window.pixels());
    this.product = Product.of(window.pixelTaps(), channelsOfGroup, filtersOfGroup);
    this.intoImage = product.withRowStride(filters);
    this.patch = product.k();
    this.columns = Product.ofMatrices(filtersOfGroup, patch);
    this.rows = window.rows(1);
    this.dyRows = new int[window.pixels()];
    Arrays.setAll(dyRows, r -> r * filtersOfGroup);
    this.packed = new PackedWeight[groups];
    int shared = 0;
    for (int g = 0; g < groups; g++) {
      packed[g] = new PackedWeight(weight, g * patch * filtersOfGroup, shared, patch, filtersOfGroup);
      shared += packed[g].floats();
    }
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.products(filtersOfGroup);
    use.transposedProducts(filtersOfGroup);
    use.addInTraining(Group.ADD, Group.SUM_ROWS);
    if (use.training()) {
      use.products(patch);
    }
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      if (window.padded()) {
        window.pad(p.memory(), image(p, n), p.memory(), p.x(n));
      }
      for (int g = 0; g < groups; g++) {
        int first = g * filtersOfGroup;
        p.kernels().multiply(
            p.memory(), p.y(n) + first, bias == null ? p.memory() : p.values(),
            bias == null ? packed[g].zeros(p) : bias.offset() + first, p.memory(), image(p, n) + g * channelsOfGroup,
            rows, 0, window.pixels(), p.memory(), packed[g].forward(p), intoImage);
      }
    }
  }

  /** Where the image that the windows lie on starts: the input, or its padded copy. */
  private int image(Pass p, int n) {
    return window.padded() ? p.saved(n) : p.x(n);
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  /** Leaves dy by group, (G, pixels, K/G), for {@link #gradient}. */
  @Override
  public void backward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      for (int g = 0; g < groups; g++) {
        for (int pixel = 0; pixel < window.pixels(); pixel++) {
          System.arraycopy(
              p.memory(), p.dy(n) + pixel * filters + g * filtersOfGroup, p.memory(),
              gradientOfGroup(p, n, g) + pixel * filtersOfGroup, filtersOfGroup);
        }
      }
      if (p.wantsDx()) {
        inputGradient(p, p.scratch(worker), n);
      }
    }
  }

  private int gradientOfGroup(Pass p, int n, int g) {
    return p.saved(n) + paddedSize() + g * window.pixels() * filtersOfGroup;
  }

  /** dx of an image: group by group {@code dy Wᵀ}, then each row added to the pixels of its window. */
  private void inputGradient(Pass p, int matrix, int n) {
    int dx = window.padded() ? matrix + window.pixels() * patch : p.dx(n);
    Arrays.fill(p.memory(), dx, dx + window.paddedSize(), 0f);
    for (int g = 0; g < groups; g++) {
      p.kernels().multiply(
          p.memory(), matrix, p.memory(), packed[g].zeros(p), p.memory(), gradientOfGroup(p, n, g), dyRows, 0,
          window.pixels(), p.memory(), packed[g].transposed(p), columns);
      Columns.addToImage(
          p.kernels(), p.memory(), dx + g * channelsOfGroup, p.memory(), matrix, rows, 0, window.pixels(),
          product.taps(), channelsOfGroup);
    }
    if (window.padded()) {
      window.crop(p.memory(), p.dx(n), p.memory(), dx);
    }
  }

  /** Slices of the weights of each group, and one task for the biases, if there are any. */
  @Override
  public int gradientTasks() {
    return groups * slices() + (bias == null ? 0 : 1);
  }

  private int slices() {
    return Math.ceilDiv(patch, ROWS_PER_TASK);
  }

  @Override
  public void gradient(Pass p, int worker, int task) {
    int g = task / slices();
    if (g == groups) {
      p.kernels().sumRows(
          p.gradients(), bias.offset(), p.memory(), p.dy(0), filters, p.batch() * window.pixels(), filters);
      return;
    }
    int from = task % slices() * ROWS_PER_TASK;
    for (int n = 0; n < p.batch(); n++) {
      p.kernels().multiplyTransposed(
          p.gradients(), weight.offset() + g * patch * filtersOfGroup, from, Math.min(patch, from + ROWS_PER_TASK),
          p.memory(), image(p, n) + g * channelsOfGroup, rows, 0, window.pixels(), p.memory(),
          gradientOfGroup(p, n, g), product);
    }
  }

  @Override
  public int prepareTasks() {
    return groups;
  }

  @Override
  public void prepare(Pass pass, int group) {
    for (int task = 0; task < packed[group].tasks(); task++) {
      packed[group].prepare(pass, task);
    }
  }

  private int paddedSize() {
    return window.padded() ? window.paddedSize() : 0;
  }

  @Override
  public Memory memory() {
    return Memory.of(
        (long) groups * packed[0].floats(), (long) paddedSize() + outputShape().size(),
        (long) window.pixels() * patch + paddedSize());
  }

  @Override
  public Memory memory(boolean training) {
    return training ? memory() : new Memory(groups * packed[0].floats(), paddedSize(), 0);
  }

  @Override
  public List<Parameter> parameters() {
    return bias == null ? List.of(weight) : List.of(weight, bias);
  }

  @Override
  public String path() {
    return "implicit GEMM, group by group";
  }
}
