package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.PoolRun;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;

/**
 * The largest value of each channel over the whole image, {@code y[c] = max_ij x[i, j, c]}.
 *
 * <p>Shapes: x (N, H, W, C) or (N, T, C), y (N, C). Gradient: dy goes to the place of the maximum, the first in reading order if several are
 * equal. A NaN is the maximum, the last one if there are several.
 *
 * <p>Oquab et al. 2015, <a href="https://doi.org/10.1109/CVPR.2015.7298668">Is Object Localization for Free?</a>.
 *
 * {@snippet :
 * Sequential.input(7, 7, 64).add(globalMaxPool()).add(dense(10)).build(1).outputShape(); // = (10,)
 * }
 */
public final class GlobalMaxPool extends BaseLayer {

  private final int channels;
  private final PoolRun image;

  /** Configuration of global max-pooling: none. */
  public record Spec() implements LayerSpec {
    @Override
    public String kind() {
      return "global_max_pool";
    }

    @Override
    public GlobalMaxPool build(Shape input, String name, ParameterSlab.Builder parameters) {
      if (input.rank() < 2 || input.size() == 0) {
        throw new IllegalArgumentException(
            "expected an image of shape (height, width, channels) or a sequence (steps, channels), got " + input);
      }
      parameters.requireRoomForTable(input.size() / input.dim(-1));
      return new GlobalMaxPool(this, input, name);
    }
  }

  private GlobalMaxPool(Spec spec, Shape input, String name) {
    super(name, spec, input, Shape.of(input.dim(-1)));
    this.channels = input.dim(-1);
    int[] pixels = new int[input.size() / channels];
    Arrays.setAll(pixels, pixel -> pixel * channels);
    this.image = new PoolRun(0, 0, 0, 1, pixels);
  }

  /** Also saves where each maximum lies, as {@link MaxPool2D} does. */
  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.MAX_POOL);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      p.kernels().maxPool(p.memory(), p.y(n), p.memory(), p.saved(n), p.memory(), p.x(n), image, channels);
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
    for (int n = from; n < to; n++) {
      Arrays.fill(memory, p.dx(n), p.dx(n) + inputShape().size(), 0f);
      for (int c = 0; c < channels; c++) {
        memory[p.dx(n) + Float.floatToRawIntBits(memory[p.saved(n) + c])] = memory[p.dy(n) + c];
      }
    }
  }

  @Override
  public Memory memory() {
    return Memory.perExample(channels);
  }

  @Override
  public boolean hasKinks() {
    return true;
  }
}
