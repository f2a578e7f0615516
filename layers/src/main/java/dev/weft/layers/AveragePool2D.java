package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.PoolRun;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Default;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;

/**
 * The mean of each window and channel, {@code y[i, j, c] = 1/|window| Σ_uv x[i·s + u·d − p, j·s + v·d − q, c]}, with p rows
 * of padding above the image and q columns to its left as {@link Padding} says. |window| counts the pixels of the window that
 * lie in the image.
 *
 * <p>Shapes: x (N, H, W, C), y (N, H', W', C) with H' as {@link Padding} says; padding does not count, as in
 * Keras and with PyTorch's {@code count_include_pad=False}.
 *
 * <p>Gradient: each value of the window gets {@code dy / |window|}; where windows overlap gradients add up.
 *
 * <p>Defaults: stride = size, valid padding, dilation 1.
 *
 * <p>LeCun et al. 1990, <a href="https://proceedings.neurips.cc/paper/1989/hash/53c3bce66e43be4f209556518c2fcb54-Abstract.html">
 * Handwritten Digit Recognition with a Back-Propagation Network</a>.
 *
 * {@snippet :
 * Sequential.input(28, 28, 1).add(averagePool2D(2)).build(1).outputShape(); // = (14, 14, 1)
 * }
 */
// Beside max-pooling: docs/book/06-pooling-and-dropout.md.
public final class AveragePool2D extends BaseLayer {

  private final PoolRun[] runs;

  /**
   * Configuration of an average-pool.
   *
   * @param size rows and columns of the window
   * @param stride step between windows
   * @param padding what happens at the border
   * @param dilation distance between neighbouring pixels of a window
   */
  public record Spec(Size2D size, Size2D stride, Padding padding, @Default("1") Size2D dilation)
      implements LayerSpec, Windowed<AveragePool2D.Spec> {

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
      return "average_pool2d";
    }

    @Override
    public AveragePool2D build(Shape input, String name, ParameterSlab.Builder parameters) {
      Window window = PoolSpec.window(input, size, stride, dilation, padding);
      parameters.requireRoomForTable(PoolRuns.most(window));
      return new AveragePool2D(this, input, name, window);
    }
  }

  private AveragePool2D(Spec spec, Shape input, String name, Window window) {
    this(spec, input, Shape.of(window.outHeight(), window.outWidth(), window.channels()), name, window);
  }

  /** The same for what is read as an image. */
  AveragePool2D(LayerSpec spec, Shape input, Shape output, String name, Window window) {
    super(name, spec, input, output);
    this.runs = PoolRuns.of(window);
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.MEAN_POOL);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      for (PoolRun run : runs) {
        p.kernels().meanPool(p.memory(), p.y(n) + run.output(), p.memory(), p.x(n), run, outputShape().dim(-1));
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
    for (int n = from; n < to; n++) {
      Arrays.fill(p.memory(), p.dx(n), p.dx(n) + inputShape().size(), 0f);
      for (PoolRun run : runs) {
        p.kernels().meanPoolGradient(
            p.memory(), p.dx(n), p.memory(), p.dy(n) + run.output(), run, outputShape().dim(-1));
      }
    }
  }
}
