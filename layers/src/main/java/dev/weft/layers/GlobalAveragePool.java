package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;

/**
 * The mean of each channel over the whole image, {@code y[c] = 1/(H W) Σ_ij x[i, j, c]}.
 *
 * <p>Shapes: x (N, H, W, C) or (N, T, C), y (N, C). Gradient: {@code dx[i, j, c] = dy[c] / (H W)}.
 *
 * <p>Lin, Chen and Yan 2013, <a href="https://arxiv.org/abs/1312.4400">Network In Network</a>.
 *
 * {@snippet :
 * Sequential.input(7, 7, 64).add(globalAveragePool()).add(dense(10)).build(1).outputShape(); // = (10,)
 * }
 */
public final class GlobalAveragePool extends BaseLayer {

  private final int pixels;
  private final int channels;

  /** Configuration of global average pooling: none. */
  public record Spec() implements LayerSpec {
    @Override
    public String kind() {
      return "global_average_pool";
    }

    @Override
    public GlobalAveragePool build(Shape input, String name, ParameterSlab.Builder parameters) {
      if (input.rank() < 2 || input.size() == 0) {
        throw new IllegalArgumentException(
            "expected an image of shape (height, width, channels) or a sequence (steps, channels), got " + input);
      }
      return new GlobalAveragePool(this, input, name);
    }
  }

  private GlobalAveragePool(Spec spec, Shape input, String name) {
    super(name, spec, input, Shape.of(input.dim(-1)));
    this.channels = input.dim(-1);
    this.pixels = input.size() / channels;
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.SUM_ROWS);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    for (int n = from; n < to; n++) {
      int y = p.y(n);
      Arrays.fill(memory, y, y + channels, 0f);
      p.kernels().sumRows(memory, y, memory, p.x(n), channels, pixels, channels);
      for (int c = 0; c < channels; c++) {
        memory[y + c] /= pixels;
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
    for (int n = from; n < to; n++) {
      int dx = p.dx(n);
      for (int c = 0; c < channels; c++) {
        memory[dx + c] = memory[p.dy(n) + c] / pixels;
      }
      for (int pixel = 1; pixel < pixels; pixel++) {
        System.arraycopy(memory, dx, memory, dx + pixel * channels, channels);
      }
    }
  }
}
