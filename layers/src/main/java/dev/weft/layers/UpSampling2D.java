package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.Resampling.Axis;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
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
 * why it and not a transposed convolution.
 *
 * {@snippet :
 * Sequential.input(14, 14, 8).add(upSampling2D(2).bilinear()).add(conv2D(16, 3).same()).build(1).outputShape(); // = (28, 28, 16)
 * }
 */
public final class UpSampling2D extends BaseLayer {

  private static final long TABLES_A_PIXEL = 5; // of a side: entries of the lists of both directions, and where they end

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
      long height = (long) input.dim(0) * size.height();
      long width = (long) input.dim(1) * size.width();
      if (height > Integer.MAX_VALUE || width > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("expected at most " + Integer.MAX_VALUE + " pixels a side, got "
            + height + " × " + width + " of " + input + " and size " + size);
      }
      Shape output = Shape.of((int) height, (int) width, input.dim(2));
      parameters.requireRoomForTable(TABLES_A_PIXEL * (height + width));
      return new UpSampling2D(this, input, output, name);
    }
  }

  private UpSampling2D(Spec spec, Shape input, Shape output, String name) {
    super(name, spec, input, output);
    boolean linear = spec.interpolation() == Interpolation.BILINEAR;
    this.forward = new Resampling(
        Axis.enlarged(input.dim(0), spec.size().height(), linear),
        Axis.enlarged(input.dim(1), spec.size().width(), linear), input.dim(2));
    this.backward = forward.transposed();
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.PATCHES);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      Arrays.fill(p.memory(), p.y(n), p.y(n) + outputShape().size(), 0f);
      forward.add(p.kernels(), p.memory(), p.y(n), p.x(n), p.scratch(worker));
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
      backward.add(p.kernels(), p.memory(), p.dx(n), p.dy(n), p.scratch(worker));
    }
  }

  @Override
  public Memory memory() {
    return new Memory(0, 0, forward.scratch());
  }
}
