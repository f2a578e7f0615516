package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Objects;

/**
 * The middle of an image, without rows and columns of its border.
 *
 * <p>Shapes: x (N, top + H + bottom, left + W + right, C), y (N, H, W, C). Gradient: dx is dy with zeros around it.
 *
 * <p>Ronneberger, Fischer and Brox 2015, <a href="https://arxiv.org/abs/1505.04597">U-Net</a>, whose branches are cropped to one
 * size.
 *
 * {@snippet :
 * Sequential.input(28, 28, 1).add(cropping2D(1)).build(1).outputShape(); // = (26, 26, 1)
 * }
 */
public final class Cropping2D extends BaseLayer {

  private final Window window;

  /**
   * Configuration of cropping.
   *
   * @param sides rows and columns to leave out on each side; same padding is none
   */
  public record Spec(Padding sides) implements LayerSpec {

    /** Checks that the sides are counted. */
    public Spec {
      Objects.requireNonNull(sides, "sides");
      if (sides.same()) {
        throw new IllegalArgumentException("expected sides in numbers, such as Padding.of(1), got same");
      }
    }

    @Override
    public String kind() {
      return "cropping2d";
    }

    @Override
    public Cropping2D build(Shape input, String name, ParameterSlab.Builder parameters) {
      long rows = (long) sides.top() + sides.bottom();
      long columns = (long) sides.left() + sides.right();
      if (input.rank() != 3 || input.dim(0) <= rows || input.dim(1) <= columns) {
        throw new IllegalArgumentException(
            "expected an image of more than " + rows + " × " + columns + " to crop, got " + input);
      }
      Shape output = Shape.of((int) (input.dim(0) - rows), (int) (input.dim(1) - columns), input.dim(2));
      return new Cropping2D(
          this, input, output, name, Window.of(output, Size2D.of(1), Size2D.of(1), Size2D.of(1), sides));
    }
  }

  private Cropping2D(Spec spec, Shape input, Shape output, String name, Window window) {
    super(name, spec, input, output);
    this.window = window;
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      window.crop(p.memory(), p.y(n), p.memory(), p.x(n));
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
      window.pad(p.memory(), p.dx(n), p.memory(), p.dy(n));
    }
  }
}
