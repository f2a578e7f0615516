package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Default;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;

/**
 * The mean of each window of a sequence and channel, {@code y[i, c] = Σ_u x[i·s + u·d − p, c] / |window|}, with p steps of padding in
 * front as {@link Padding1D} says. |window| counts the steps of the window that lie in the sequence.
 *
 * <p>Shapes: x (N, T, C), y (N, T', C) with T' as {@link Padding1D} says; padding does not count, as in Keras and with PyTorch's {@code
 * count_include_pad=False}.
 *
 * <p>Gradient: each value of the window gets {@code dy / |window|}; where windows overlap gradients add up. It is an {@link
 * AveragePool2D} of images of one row.
 *
 * <p>Defaults: stride = size, valid padding, dilation 1.
 *
 * <p>LeCun et al. 1990, <a href="https://proceedings.neurips.cc/paper/1989/hash/53c3bce66e43be4f209556518c2fcb54-Abstract.html">
 * Handwritten Digit Recognition with a Back-Propagation Network</a>.
 *
 * {@snippet :
 * Sequential.input(100, 8).add(averagePool1D(4)).build(1).outputShape(); // = (25, 8)
 * }
 */
public final class AveragePool1D {

  private AveragePool1D() {}

  /**
   * Configuration of average-pooling.
   *
   * @param size steps of the window
   * @param stride step between windows
   * @param padding what happens at the ends
   * @param dilation distance between neighbouring steps of a window
   */
  public record Spec(
      int size, int stride, @Default("valid") Padding1D padding, @Default("1") int dilation)
      implements LayerSpec, Windowed1D<AveragePool1D.Spec> {

    /** Checks the sizes. */
    public Spec {
      PoolSpec.check(size, stride, padding, dilation);
    }

    @Override
    public Spec windowed(int stride, Padding1D padding, int dilation) {
      return new Spec(size, stride, padding, dilation);
    }

    @Override
    public String kind() {
      return "average_pool1d";
    }

    @Override
    public AveragePool2D build(Shape input, String name, ParameterSlab.Builder parameters) {
      Window window = PoolSpec.window(input, size, stride, dilation, padding, parameters);
      return new AveragePool2D(this, input, Shape.of(window.outWidth(), window.channels()), name, window);
    }
  }
}
