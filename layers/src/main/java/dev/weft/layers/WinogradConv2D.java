package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.LargeTile;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Pass;
import java.util.List;

/**
 * {@link Conv2D} with 3 × 3 windows of stride 1, computed by Winograd's F(4 × 4, 3 × 3): forward, and both gradients.
 *
 * <p>Made by fusion where it is faster, never written by users. It rounds differently from the direct sum: {@link
 * LargeTile#ERROR}.
 *
 * <p>The gradient of the input is the forward pass of dy with the weights turned by half a turn and transposed, {@link
 * WinogradWeights}; that of the weights is summed over tiles, {@link WinogradWeightGradient}.
 */
final class WinogradConv2D extends BaseLayer {

  private static final double LEAST_USE = 0.7;
  private static final int MOST_PAIRS = 1 << 22; // of a channel and a filter: with more, the sums of the parts would not fit into an array
  private static final int SIZE = 3;

  private final Conv2D conv;
  private final int channels;
  private final int filters;
  private final LargeTilePass forward;
  private final LargeTilePass turned;
  private final WinogradWeights weights;
  private final WinogradWeightGradient weightGradient;

  private WinogradConv2D(Conv2D conv) {
    super(conv.name(), conv.spec(), conv.inputShape(), conv.outputShape());
    Window window = conv.window();
    this.conv = conv;
    this.channels = window.channels();
    this.filters = conv.outputShape().dim(2);
    this.forward = forward(conv);
    this.turned = new LargeTilePass(
        window.outHeight(), window.outWidth(), filters, window.height(), window.width(), channels,
        SIZE - 1 - window.padTop(), SIZE - 1 - window.padLeft());
    this.weights = new WinogradWeights(conv.weight(), conv.bias(), channels, filters);
    this.weightGradient = new WinogradWeightGradient(
        forward, conv.weight(), conv.bias(), channels, filters, conv.outputShape().size(), weights.floats());
  }

  private static LargeTilePass forward(Conv2D conv) {
    Window window = conv.window();
    return new LargeTilePass(
        window.height(), window.width(), window.channels(), window.outHeight(), window.outWidth(),
        conv.outputShape().dim(2), window.padTop(), window.padLeft());
  }

  /** The convolution computed so, or null if its windows are of another kind, or there is nothing to be gained. */
  static WinogradConv2D of(Layer layer) {
    if (!(layer instanceof Conv2D conv)) {
      return null;
    }
    Window window = conv.window();
    boolean suits = window.kernelHeight() == SIZE && window.kernelWidth() == SIZE && window.dense()
        && window.padTop() < SIZE && window.padLeft() < SIZE && window.channels() >= Kernels.MOST_LANES
        && conv.outputShape().dim(2) >= Kernels.MOST_LANES
        && (long) window.channels() * conv.outputShape().dim(2) <= MOST_PAIRS;
    return suits && forward(conv).use() >= LEAST_USE ? new WinogradConv2D(conv) : null;
  }

  @Override
  public Memory memory() {
    return memory(true);
  }

  @Override
  public Memory memory(boolean training) {
    if (!training) {
      return Memory.of(weights.floats(), 0, forward.scratch());
    }
    int scratch = Math.max(weightGradient.scratch(), Math.max(forward.scratch(), turned.scratch()));
    return Memory.of(weights.floats() + weightGradient.shared(), 0, scratch);
  }

  @Override
  public int prepareTasks() {
    return weights.tasks();
  }

  @Override
  public void prepare(Pass p, int task) {
    weights.prepare(p, task);
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.LARGE_TILES);
    use.products(filters);
    use.transposedProducts(filters);
    use.addInTraining(Group.ADD, Group.SUM_ROWS);
    if (use.training()) {
      use.products(channels);
    }
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    forward.run(p.kernels(), p.memory(), p.y(from), p.x(from), to - from, weights.packed(p), weights.plane(),
        weights.bias(p), weights.zeros(p), p.scratch(worker));
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    if (p.wantsDx()) {
      turned.run(p.kernels(), p.memory(), p.dx(from), p.dy(from), to - from, weights.turned(p), weights.turnedPlane(),
          weights.zeros(p), weights.zeros(p), p.scratch(worker));
    }
  }

  @Override
  public boolean gradientByParts() {
    return true;
  }

  @Override
  public void clearPart(Pass p, int part) {
    weightGradient.clearPart(p, part);
  }

  @Override
  public void gradientOfPart(Pass p, int worker, int part, int from, int to) {
    weightGradient.addToPart(p, worker, part, from, to);
  }

  @Override
  public int combineTasks() {
    return weightGradient.tasks();
  }

  @Override
  public void combine(Pass p, int worker, int task) {
    weightGradient.combine(p, worker, task);
  }

  @Override
  public List<Parameter> parameters() {
    return conv.parameters();
  }

  @Override
  public List<Layer> parts() {
    return List.of(conv);
  }

  @Override
  public String path() {
    return "Winograd";
  }
}
