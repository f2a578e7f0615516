package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Objects;

/**
 * Rows and columns of zeros around an image.
 *
 * <p>Shapes: x (N, H, W, C), y (N, top + H + bottom, left + W + right, C). Gradient: dx is the middle of dy.
 *
 * <p>A convolution pads by itself, see {@link Windowed#withPadding(Padding)}; the layer is for what does not. Dumoulin and Visin
 * 2016, <a href="https://arxiv.org/abs/1603.07285">A guide to convolution arithmetic</a>.
 *
 * {@snippet :
 * Sequential.input(26, 26, 1).add(zeroPadding2D(1)).build(1).outputShape(); // = (28, 28, 1)
 * }
 */
public final class ZeroPadding2D extends BaseLayer {

  private final Window window;

  /**
   * Configuration of zero padding.
   *
   * @param padding rows and columns on each side; same padding has none
   */
  public record Spec(Padding padding) implements LayerSpec {

    /** Checks that the sides are counted. */
    public Spec {
      Objects.requireNonNull(padding, "padding");
      if (padding.same()) {
        throw new IllegalArgumentException("expected padding in numbers, such as Padding.of(1), got same");
      }
    }

    @Override
    public String kind() {
      return "zero_padding2d";
    }

    @Override
    public ZeroPadding2D build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new ZeroPadding2D(this, input, name, Window.of(input, Size2D.of(1), Size2D.of(1), Size2D.of(1), padding));
    }
  }

  private ZeroPadding2D(Spec spec, Shape input, String name, Window window) {
    super(name, spec, input, Shape.of(window.paddedHeight(), window.paddedWidth(), window.channels()));
    this.window = window;
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      window.pad(p.memory(), p.y(n), p.memory(), p.x(n));
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
      window.crop(p.memory(), p.dx(n), p.memory(), p.dy(n));
    }
  }
}
