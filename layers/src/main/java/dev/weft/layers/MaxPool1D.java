package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Default;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;

/**
 * The largest value of each window of a sequence and channel, {@code y[i, c] = max_u x[i·s + u·d − p, c]}, with p steps of padding in
 * front as {@link Padding1D} says.
 *
 * <p>Shapes: x (N, T, C), y (N, T', C) with T' as {@link Padding1D} says; padding never wins.
 *
 * <p>Gradient: dy goes to the place of the maximum, the first if several are equal; where windows overlap gradients add up. It is a
 * {@link MaxPool2D} of images of one row.
 *
 * <p>Defaults: stride = size, valid padding, dilation 1.
 *
 * <p>Zhang, Zhao and LeCun 2015, <a href="https://arxiv.org/abs/1509.01626">Character-level Convolutional Networks for Text
 * Classification</a>.
 *
 * {@snippet :
 * Sequential.input(100, 8).add(conv1D(64, 7)).add(relu()).add(maxPool1D(3)).build(1).outputShape(); // = (31, 64)
 * }
 */
public final class MaxPool1D {

  private MaxPool1D() {}

  /**
   * Configuration of max-pooling.
   *
   * @param size steps of the window
   * @param stride step between windows
   * @param padding what happens at the ends
   * @param dilation distance between neighbouring steps of a window
   */
  public record Spec(
      int size, int stride, @Default("valid") Padding1D padding, @Default("1") int dilation)
      implements LayerSpec, Windowed1D<MaxPool1D.Spec> {

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
      return "max_pool1d";
    }

    @Override
    public MaxPool2D build(Shape input, String name, ParameterSlab.Builder parameters) {
      Window window = PoolSpec.window(input, size, stride, dilation, padding, parameters);
      return new MaxPool2D(this, input, Shape.of(window.outWidth(), window.channels()), name, window);
    }
  }
}
