package dev.weft.layers;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Pass;
import java.util.List;

/**
 * {@link Conv2D}, {@link Relu} and {@link MaxPool2D} of size 2 as one layer, {@code y = pool(relu(conv(x)))}.
 *
 * <p>Made by fusion from layers with unit stride and dilation and valid padding; never written by users. It computes what its
 * parts compute, in this way:
 *
 * <ul>
 *   <li>forward: {@link PooledByProduct} the pixels of a few pool windows at a time, into a scratch that stays in the cache;
 *       {@link PooledOneChannel} or {@link PooledByWinograd} where that is faster. Pixels that no window reads are not computed,
 *       and the convolution's output is never written.
 *   <li>backward: behind the pool at most one pixel of a window has a gradient, and none where ReLU is closed or dropout
 *       drops. Those that are left are listed, by window for dx ({@link PooledInputGradient}) and by filter for dW ({@link
 *       FilterLists}), and each adds one scaled patch. Where patches are too short for that, dW is computed densely, {@link
 *       GradientByExample}.
 * </ul>
 *
 * <p>Letters: P pool windows of an image, K filters, R = kh · kw · C elements of a patch.
 */
final class ConvReluPool2D extends BaseLayer {

  private static final long EXACT_PLACES = 1L << 24; // the lists keep places in floats

  private final Conv2D conv;
  private final Layer relu;
  private final Layer pool;
  private final PooledWindows windows;
  private final PooledForward forward;
  private final PooledWeightGradient weightGradient;
  private final PooledInputGradient inputGradient;

  private ConvReluPool2D(Conv2D conv, Layer relu, MaxPool2D pool, boolean allowWinograd) {
    super(conv.name() + "+" + relu.name() + "+" + pool.name(), conv.spec(), conv.inputShape(), pool.outputShape());
    this.conv = conv;
    this.relu = relu;
    this.pool = pool;
    this.windows = PooledWindows.of(conv, pool.outputShape());
    boolean oneChannel = PooledOneChannel.suits(conv.window());
    this.forward = oneChannel ? new PooledOneChannel(windows)
        : allowWinograd && PooledByWinograd.suits(conv.window(), windows.filters()) ? new PooledByWinograd(windows)
            : new PooledByProduct(windows);
    this.weightGradient = oneChannel ? new OneChannelGradient(windows)
        : FilterLists.suits(conv.window()) ? new FilterLists(windows, forward.shared())
            : new UnpooledGradient(windows);
    this.inputGradient = new PooledInputGradient(windows, forward.shared() + weightGradient.shared());
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

  /** Where the chosen corners of example n lie, (P, K). One array for the batch, so that chunks are contiguous. */
  private int choice(Pass p, int n) {
    return p.saved(0) + n * windows.pooledSize();
  }

  /** Where what backward leaves of example n for {@link #gradient} lies. */
  private int left(Pass p, int n) {
    return choice(p, p.capacity()) + n * weightGradient.size();
  }

  @Override
  public void kernelUse(KernelUse use) {
    forward.kernelUse(use);
    if (use.training()) {
      weightGradient.kernelUse(use);
      use.add(Group.LIST_CHOSEN, Group.PATCHES);
    }
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    forward.run(p, worker, from, to, choice(p, from));
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      weightGradient.backward(p, worker, n, left(p, n), choice(p, n));
      if (p.wantsDx()) {
        inputGradient.run(p, worker, n, choice(p, n));
      }
    }
  }

  @Override
  public boolean gradientReadsDy() {
    return false;
  }

  @Override
  public int gradientTasks() {
    return weightGradient.tasks();
  }

  @Override
  public void gradient(Pass p, int worker, int task) {
    weightGradient.gradient(p, task, left(p, 0));
  }

  /** What forward reads, and for backward the transposed weights. */
  @Override
  public int prepareTasks() {
    return forward.prepareTasks() + 1;
  }

  @Override
  public void prepare(Pass p, int task) {
    if (task < forward.prepareTasks()) {
      forward.prepare(p, task);
    } else {
      inputGradient.prepare(p);
    }
  }

  @Override
  public Memory memory() {
    int scratch = Math.max(forward.scratch(), Math.max(weightGradient.scratch(), inputGradient.scratch()));
    return new Memory(forward.shared() + weightGradient.shared() + inputGradient.shared(),
        windows.pooledSize() + weightGradient.size(), scratch);
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
    return "fused " + conv.name() + " + " + relu.name() + " + " + pool.name() + forward.note() + weightGradient.note();
  }

  @Override
  public boolean hasKinks() {
    return true;
  }
}
