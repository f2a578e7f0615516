package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * Leaky ReLU that learns its slopes: {@code y = x} for {@code x > 0}, else {@code a[c] · x} with a slope for each channel.
 *
 * <p>Shapes: x (N, …, C), a (C,), y like x.
 *
 * <p>Gradients: {@code dx = dy} for {@code x > 0}, else {@code a[c] · dy}; {@code da[c] = Σ dy · min(x, 0)}.
 *
 * <p>Default: slopes of 0.25, PyTorch's.
 *
 * <p>He et al. 2015, <a href="https://arxiv.org/abs/1502.01852">Delving Deep into Rectifiers</a>.
 *
 * {@snippet :
 * Sequential.input(28, 28, 1).add(conv2D(32, 3)).add(prelu()).build(1); // a slope for each of 32 channels
 * }
 */
public final class PRelu extends BaseLayer {

  private final int channels;
  private final int rowsPerExample;
  private final Parameter slope;

  /**
   * Configuration of the activation.
   *
   * @param slope what all slopes start with, finite
   */
  public record Spec(float slope) implements LayerSpec {

    /** Checks the slope. */
    public Spec {
      if (!Float.isFinite(slope)) {
        throw new IllegalArgumentException("expected a finite slope, got " + slope);
      }
    }

    @Override
    public String kind() {
      return "prelu";
    }

    @Override
    public PRelu build(Shape input, String name, ParameterSlab.Builder parameters) {
      if (input.rank() == 0 || input.size() == 0) {
        throw new IllegalArgumentException("expected an input with a channel axis, got shape " + input);
      }
      return new PRelu(this, input, name, parameters);
    }
  }

  private PRelu(Spec spec, Shape input, String name, ParameterSlab.Builder parameters) {
    super(name, spec, input, input);
    this.channels = input.dim(-1);
    this.rowsPerExample = input.size() / channels;
    this.slope = parameters.add(name + "/slope", Shape.of(channels), spec.slope());
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.addInTraining(Group.SUM_ROWS);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    float[] values = p.values();
    for (int r = 0; r < (to - from) * rowsPerExample; r++) {
      int x = p.x(from) + r * channels;
      int y = p.y(from) + r * channels;
      for (int c = 0; c < channels; c++) {
        float value = memory[x + c];
        memory[y + c] = value > 0 ? value : values[slope.offset() + c] * value;
      }
    }
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  /** Leaves the gradient of the slopes of each example for {@link #gradient}. */
  @Override
  public void backward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      Arrays.fill(p.memory(), p.saved(n), p.saved(n) + channels, 0f);
      for (int r = 0; r < rowsPerExample; r++) {
        backwardRow(p, p.saved(n), n, r * channels);
      }
    }
  }

  private void backwardRow(Pass p, int dSlope, int n, int row) {
    float[] memory = p.memory();
    int x = p.x(n) + row;
    int dy = p.dy(n) + row;
    for (int c = 0; c < channels; c++) {
      memory[dSlope + c] += memory[dy + c] * Math.min(memory[x + c], 0);
    }
    for (int c = 0; p.wantsDx() && c < channels; c++) {
      memory[p.dx(n) + row + c] = memory[x + c] > 0 ? memory[dy + c] : p.values()[slope.offset() + c] * memory[dy + c];
    }
  }

  @Override
  public boolean gradientReadsDy() {
    return false;
  }

  @Override
  public int gradientTasks() {
    return 1;
  }

  @Override
  public void gradient(Pass p, int worker, int task) {
    p.kernels().sumRows(p.gradients(), slope.offset(), p.memory(), p.saved(0), channels, p.batch(), channels);
  }

  @Override
  public Memory memory() {
    return Memory.perExample(channels);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(slope);
  }

  @Override
  public boolean hasKinks() {
    return true;
  }
}
