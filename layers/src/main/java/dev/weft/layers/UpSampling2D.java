package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;
import java.util.Objects;

/**
 * A larger image: each pixel becomes several, repeated or interpolated.
 *
 * <p>With factor s, output row i looks at {@code r = max(0, (i + ½) / s − ½)} of the input. NEAREST takes row {@code ⌊i / s⌋};
 * BILINEAR mixes rows ⌊r⌋ and ⌊r⌋ + 1 (the last one where there is no other) by {@code 1 − (r − ⌊r⌋)} and {@code r − ⌊r⌋}, and columns
 * likewise: PyTorch's {@code align_corners=False}.
 *
 * <p>Shapes: x (N, H, W, C), y (N, H s, W s', C). Gradient: each input pixel gets the sum of dy over the pixels that looked at it,
 * with the same weights.
 *
 * <p>Defaults: nearest, as in Keras.
 *
 * <p>Odena, Dumoulin and Olah 2016, <a href="https://doi.org/10.23915/distill.00003">Deconvolution and Checkerboard Artifacts</a>,
 * why it and not a transposed convolution. Use: {@code .add(upSampling2D(2).bilinear()).add(conv2D(16, 3).same())}.
 */
public final class UpSampling2D extends BaseLayer {

  private final Resampling forward;
  private final Resampling backward;

  /** How the pixels in between are made. */
  public enum Interpolation {
    /** The nearest input pixel. */
    NEAREST,
    /** A mixture of up to four input pixels. */
    BILINEAR
  }

  /**
   * Configuration of up-sampling.
   *
   * @param size how many rows and columns become of one
   * @param interpolation how the pixels in between are made
   */
  public record Spec(Size2D size, Interpolation interpolation) implements LayerSpec {

    /** Checks the size. */
    public Spec {
      if (!size.atLeast(1)) {
        throw new IllegalArgumentException("expected a size of 1 or more, got " + size);
      }
      Objects.requireNonNull(interpolation, "interpolation");
    }

    /** A copy that interpolates. */
    public Spec bilinear() {
      return new Spec(size, Interpolation.BILINEAR);
    }

    @Override
    public String kind() {
      return "up_sampling2d";
    }

    @Override
    public UpSampling2D build(Shape input, String name, ParameterSlab.Builder parameters) {
      if (input.rank() != 3 || input.size() == 0) {
        throw new IllegalArgumentException("expected an image of shape (height, width, channels), got " + input);
      }
      return new UpSampling2D(this, input, name);
    }
  }

  private UpSampling2D(Spec spec, Shape input, String name) {
    super(
        name, spec, input,
        Shape.of(input.dim(0) * spec.size().height(), input.dim(1) * spec.size().width(), input.dim(2)));
    boolean linear = spec.interpolation() == Interpolation.BILINEAR;
    this.forward = Resampling.of(
        Resampling.axis(input.dim(0), spec.size().height(), linear),
        Resampling.axis(input.dim(1), spec.size().width(), linear), input.dim(1), input.dim(2));
    this.backward = forward.transposed(input.dim(0) * input.dim(1));
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.PATCHES);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      Arrays.fill(p.memory(), p.y(n), p.y(n) + outputShape().size(), 0f);
      forward.add(p.kernels(), p.memory(), p.y(n), p.x(n));
    }
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      Arrays.fill(p.memory(), p.dx(n), p.dx(n) + inputShape().size(), 0f);
      backward.add(p.kernels(), p.memory(), p.dx(n), p.dy(n));
    }
  }
}
