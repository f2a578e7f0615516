package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.PoolRun;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Default;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;

/**
 * The largest value of each window and channel, {@code y[i, j, c] = max_uv x[i·s + u·d − p, j·s + v·d − q, c]}, with p rows of
 * padding above the image and q columns to its left as {@link Padding} says.
 *
 * <p>Shapes: x (N, H, W, C), y (N, H', W', C) with H' as {@link Padding} says; padding never wins.
 *
 * <p>Gradient: dy goes to the place of the maximum, the first in reading order if several are equal; where windows overlap
 * gradients add up. A NaN anywhere in a window is its maximum, the last one if there are several, as in PyTorch.
 *
 * <p>Defaults: stride = size, valid padding, dilation 1.
 *
 * <p>Ranzato et al. 2007, <a href="https://doi.org/10.1109/CVPR.2007.383157">Unsupervised Learning of Invariant Feature
 * Hierarchies</a>.
 *
 * {@snippet :
 * Sequential.input(28, 28, 1).add(maxPool2D(3).withStride(2).withPadding(1)).build(1).outputShape(); // = (14, 14, 1)
 * }
 */
// Derived in docs/book/06-pooling-and-dropout.md.
public final class MaxPool2D extends BaseLayer {

  private final PoolRun[] runs;

  /**
   * Configuration of a max-pool.
   *
   * @param size rows and columns of the window
   * @param stride step between windows
   * @param padding what happens at the border
   * @param dilation distance between neighbouring pixels of a window
   */
  public record Spec(Size2D size, Size2D stride, Padding padding, @Default("1") Size2D dilation)
      implements LayerSpec, Windowed<MaxPool2D.Spec> {

    /** Checks the sizes. */
    public Spec {
      PoolSpec.check(size, stride, padding, dilation);
    }

    @Override
    public Spec windowed(Size2D stride, Padding padding, Size2D dilation) {
      return new Spec(size, stride, padding, dilation);
    }

    @Override
    public String kind() {
      return "max_pool2d";
    }

    @Override
    public MaxPool2D build(Shape input, String name, ParameterSlab.Builder parameters) {
      Window window = PoolSpec.window(input, size, stride, dilation, padding);
      parameters.requireRoomForTable(PoolRuns.most(window));
      return new MaxPool2D(this, input, name, window);
    }
  }

  private MaxPool2D(Spec spec, Shape input, String name, Window window) {
    this(spec, input, Shape.of(window.outHeight(), window.outWidth(), window.channels()), name, window);
  }

  /** The same for what is read as an image. */
  MaxPool2D(LayerSpec spec, Shape input, Shape output, String name, Window window) {
    super(name, spec, input, output);
    this.runs = PoolRuns.of(window);
  }

  /** Also saves where each maximum lies, as an offset into the image: the bits of an int, for a float is exact up to 2²⁴ only. */
  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.MAX_POOL);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      for (PoolRun run : runs) {
        p.kernels().maxPool(p.memory(), p.y(n) + run.output(), p.memory(), p.saved(n) + run.output(), p.memory(),
            p.x(n),
            run, outputShape().dim(-1));
      }
    }
  }

  @Override
  public boolean backwardReadsInput() {
    return false;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    int outputs = outputShape().size();
    for (int n = from; n < to; n++) {
      int dx = p.dx(n);
      Arrays.fill(memory, dx, dx + inputShape().size(), 0f);
      for (int o = 0; o < outputs; o++) {
        memory[dx + Float.floatToRawIntBits(memory[p.saved(n) + o])] += memory[p.dy(n) + o];
      }
    }
  }

  @Override
  public Memory memory() {
    return Memory.perExample(outputShape().size());
  }

  @Override
  public boolean hasKinks() {
    return true;
  }
}
