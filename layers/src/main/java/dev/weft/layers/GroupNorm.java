package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * Normalisation of each example over groups of channels, {@code y = γ[c] x̂ + β[c]} with {@code x̂ = (x − μ) / √(σ² + ε)}; μ and σ² are
 * the mean and the biased variance over all pixels and the C/G channels of the group.
 *
 * <p>Shapes: x (N, …, C), γ, β (C,), y like x. The same in training and inference. With G = C it is instance normalisation.
 *
 * <p>Gradients: {@code dβ = Σ dy}, {@code dγ = Σ dy x̂}; {@code dx = (g − mean(g) − x̂ mean(g x̂)) / √(σ² + ε)} with {@code g = γ dy}
 * and means over the group. Derived as for {@link BatchNorm}.
 *
 * <p>Defaults: ε 0.001 as in Keras (PyTorch's is 0.00001), γ ones, β zeros.
 *
 * <p>Wu and He 2018, <a href="https://arxiv.org/abs/1803.08494">Group Normalization</a>.
 *
 * {@snippet :
 * Sequential.input(28, 28, 1).add(conv2D(32, 3).withoutBias()).add(groupNorm(8)).add(relu()).build(1);
 * }
 */
public final class GroupNorm extends BaseLayer {

  private final float epsilon;
  private final int groups;
  private final int channels;
  private final int pixels;
  private final int[] rows; // where each pixel starts
  private final Parameter gamma;
  private final Parameter beta;

  /**
   * Configuration of group normalisation.
   *
   * @param groups number of groups of channels, 1 or more
   * @param epsilon added to the variance, more than 0
   */
  public record Spec(int groups, float epsilon) implements LayerSpec {

    /** Checks both numbers. */
    public Spec {
      if (groups < 1 || !(epsilon > 0)) {
        throw new IllegalArgumentException(
            "expected 1 or more groups and an epsilon above 0, got " + groups + " and " + epsilon);
      }
    }

    /** A copy with another epsilon. */
    public Spec withEpsilon(float epsilon) {
      return new Spec(groups, epsilon);
    }

    @Override
    public String kind() {
      return "group_norm";
    }

    @Override
    public GroupNorm build(Shape input, String name, ParameterSlab.Builder parameters) {
      if (input.rank() == 0 || input.size() == 0 || input.dim(-1) % groups != 0) {
        throw new IllegalArgumentException(
            "expected an input whose channels are a multiple of " + groups + ", got shape " + input);
      }
      return new GroupNorm(this, input, name, parameters);
    }
  }

  private GroupNorm(Spec spec, Shape input, String name, ParameterSlab.Builder parameters) {
    super(name, spec, input, input);
    this.epsilon = spec.epsilon();
    this.groups = spec.groups();
    this.channels = input.dim(-1);
    this.pixels = input.size() / channels;
    parameters.requireRoomForTable(pixels);
    this.rows = new int[pixels];
    Arrays.setAll(rows, r -> r * channels);
    Shape shape = Shape.of(channels);
    this.gamma = parameters.add(name + "/gamma", shape, Initializer.ONES, 1, 1);
    this.beta = parameters.add(name + "/beta", shape, Initializer.ZEROS, 1, 1);
  }

  /** Saves μ and {@code 1 / √(σ² + ε)} for each channel. */
  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.SUM_ROWS, Group.PRODUCTS_BY_ELEMENT);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    int variance = p.scratch(worker);
    for (int n = from; n < to; n++) {
      int mean = p.saved(n);
      int inverse = mean + channels;
      sumPixels(p.kernels(), memory, mean, p.x(n));
      averageGroups(memory, mean);
      Arrays.fill(memory, inverse, inverse + channels, 1f);
      normalise(memory, p.y(n), p.x(n), mean);
      sumProducts(p.kernels(), memory, variance, p.y(n), p.y(n));
      averageGroups(memory, variance);
      for (int c = 0; c < channels; c++) {
        memory[inverse + c] = (float) (1 / Math.sqrt(memory[variance + c] + epsilon));
      }
      for (int y = p.y(n); y < p.y(n) + pixels * channels; y += channels) {
        scale(p, y, inverse);
      }
    }
  }

  /** {@code to = (x − μ) / √(σ² + ε)}, with the inverse of the root behind μ. */
  private void normalise(float[] memory, int to, int x, int mean) {
    for (int i = 0; i < pixels * channels; i += channels) {
      for (int c = 0; c < channels; c++) {
        memory[to + i + c] = (memory[x + i + c] - memory[mean + c]) * memory[mean + channels + c];
      }
    }
  }

  private void scale(Pass p, int y, int inverse) {
    float[] memory = p.memory();
    float[] values = p.values();
    for (int c = 0; c < channels; c++) {
      memory[y + c] = memory[y + c] * memory[inverse + c] * values[gamma.offset() + c] + values[beta.offset() + c];
    }
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  /** The gradients of γ and β of each example are left for {@link #gradient}; the means of dx are made of them. */
  @Override
  public void backward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    int slopes = p.scratch(worker);
    int means = slopes + channels;
    int normalised = means + channels;
    for (int n = from; n < to; n++) {
      normalise(memory, normalised, p.x(n), p.saved(n));
      sumProducts(p.kernels(), memory, dGamma(p, n), p.dy(n), normalised);
      sumPixels(p.kernels(), memory, dGamma(p, n) + channels, p.dy(n));
      if (p.wantsDx()) {
        for (int c = 0; c < channels; c++) {
          float scale = p.values()[gamma.offset() + c];
          memory[slopes + c] = scale * memory[dGamma(p, n) + c];
          memory[means + c] = scale * memory[dGamma(p, n) + channels + c];
        }
        averageGroups(memory, slopes);
        averageGroups(memory, means);
        for (int i = 0; i < pixels * channels; i += channels) {
          inputGradient(p, p.dx(n) + i, p.dy(n) + i, normalised + i, p.saved(n) + channels, slopes);
        }
      }
    }
  }

  private void inputGradient(Pass p, int dx, int dy, int normalised, int inverse, int slopes) {
    float[] memory = p.memory();
    for (int c = 0; c < channels; c++) {
      float g = p.values()[gamma.offset() + c] * memory[dy + c];
      memory[dx + c] = (g - memory[slopes + channels + c] - memory[normalised + c] * memory[slopes + c])
          * memory[inverse + c];
    }
  }

  /** For each channel the sum over all pixels. */
  private void sumPixels(Kernels kernels, float[] memory, int sums, int x) {
    Arrays.fill(memory, sums, sums + channels, 0f);
    kernels.sumRows(memory, sums, memory, x, channels, pixels, channels);
  }

  /** For each channel the sum of products over all pixels. */
  private void sumProducts(Kernels kernels, float[] memory, int sums, int a, int b) {
    Arrays.fill(memory, sums, sums + channels, 0f);
    kernels.addProducts(memory, sums, memory, a, rows, memory, b, rows, 0, pixels, channels);
  }

  /** Puts in place of each channel's sum the mean of its group. */
  private void averageGroups(float[] memory, int sums) {
    int size = channels / groups;
    for (int g = 0; g < groups; g++) {
      int first = sums + g * size;
      double sum = 0;
      for (int c = 0; c < size; c++) {
        sum += memory[first + c];
      }
      Arrays.fill(memory, first, first + size, (float) (sum / ((double) size * pixels)));
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
    int stride = memory().perExample();
    p.kernels().sumRows(p.gradients(), gamma.offset(), p.memory(), dGamma(p, 0), stride, p.batch(), channels);
    p.kernels().sumRows(p.gradients(), beta.offset(), p.memory(), dGamma(p, 0) + channels, stride, p.batch(), channels);
  }

  /** Where dγ of example n lies, and dβ behind it. */
  private int dGamma(Pass p, int n) {
    return p.saved(n) + 2 * channels;
  }

  @Override
  public Memory memory() {
    return Memory.of(0, 4L * channels, (pixels + 2L) * channels);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(gamma, beta);
  }
}
