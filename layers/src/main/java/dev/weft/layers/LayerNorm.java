package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
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
 * Normalisation of each row over the last axis, {@code y = γ x̂ + β} with {@code x̂ = (x − μ) / √(σ² + ε)}; μ and σ² are the mean and
 * the biased variance of the C values of the row.
 *
 * <p>Shapes: x (N, …, C), γ, β (C,), y like x. The same in training and inference.
 *
 * <p>Gradients: {@code dβ = Σ dy}, {@code dγ = Σ dy x̂} over all rows; {@code dx = (g − mean(g) − x̂ mean(g x̂)) / √(σ² + ε)} with
 * {@code g = γ dy} and means over the row. Derived as for {@link BatchNorm}.
 *
 * <p>Defaults: ε 0.001 as in Keras (PyTorch's is 0.00001), γ ones, β zeros.
 *
 * <p>Ba, Kiros and Hinton 2016, <a href="https://arxiv.org/abs/1607.06450">Layer Normalization</a>.
 *
 * {@snippet :
 * Sequential.input(8).add(dense(64)).add(layerNorm()).add(relu()).build(1);
 * }
 */
public final class LayerNorm extends BaseLayer {

  private final float epsilon;
  private final int channels;
  private final int rowsPerExample;
  private final Parameter gamma;
  private final Parameter beta;

  /**
   * Configuration of layer normalisation.
   *
   * @param epsilon added to the variance, more than 0
   */
  public record Spec(float epsilon) implements LayerSpec {

    /** Checks epsilon. */
    public Spec {
      if (!(epsilon > 0)) {
        throw new IllegalArgumentException("expected an epsilon above 0, got " + epsilon);
      }
    }

    /** A copy with another epsilon. */
    public Spec withEpsilon(float epsilon) {
      return new Spec(epsilon);
    }

    @Override
    public String kind() {
      return "layer_norm";
    }

    @Override
    public LayerNorm build(Shape input, String name, ParameterSlab.Builder parameters) {
      if (input.rank() == 0 || input.size() == 0) {
        throw new IllegalArgumentException("expected an input with values to normalise, got shape " + input);
      }
      return new LayerNorm(this, input, name, parameters);
    }
  }

  private LayerNorm(Spec spec, Shape input, String name, ParameterSlab.Builder parameters) {
    super(name, spec, input, input);
    this.epsilon = spec.epsilon();
    this.channels = input.dim(-1);
    this.rowsPerExample = input.size() / channels;
    Shape shape = Shape.of(channels);
    this.gamma = parameters.add(name + "/gamma", shape, Initializer.ONES, 1, 1);
    this.beta = parameters.add(name + "/beta", shape, Initializer.ZEROS, 1, 1);
  }

  /** Saves μ and {@code 1 / √(σ² + ε)} of each row. */
  @Override
  public void kernelUse(KernelUse use) {
    use.addInTraining(Group.SUM_ROWS);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      for (int r = 0; r < rowsPerExample; r++) {
        forwardRow(p, p.y(n) + r * channels, p.saved(n) + 2 * r, p.x(n) + r * channels);
      }
    }
  }

  private void forwardRow(Pass p, int y, int saved, int x) {
    float[] memory = p.memory();
    float[] values = p.values();
    float mean = (float) (sum(memory, x, channels) / channels);
    for (int c = 0; c < channels; c++) {
      memory[y + c] = memory[x + c] - mean;
    }
    double variance = sumOfProducts(memory, y, y, channels) / channels;
    float inverse = (float) (1 / Math.sqrt(variance + epsilon));
    memory[saved] = mean;
    memory[saved + 1] = inverse;
    for (int c = 0; c < channels; c++) {
      memory[y + c] = memory[y + c] * inverse * values[gamma.offset() + c] + values[beta.offset() + c];
    }
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  /** The gradients of γ and β of each example are left for {@link #gradient}. */
  @Override
  public void backward(Pass p, int worker, int from, int to) {
    int normalised = p.scratch(worker);
    for (int n = from; n < to; n++) {
      Arrays.fill(p.memory(), dGamma(p, n), dGamma(p, n) + 2 * channels, 0f);
      for (int r = 0; r < rowsPerExample; r++) {
        int row = r * channels;
        normalise(p.memory(), normalised, p.x(n) + row, p.saved(n) + 2 * r);
        parametersOfRow(p.memory(), dGamma(p, n), p.dy(n) + row, normalised);
        if (p.wantsDx()) {
          backwardRow(p, p.dx(n) + row, p.dy(n) + row, normalised, p.memory()[p.saved(n) + 2 * r + 1]);
        }
      }
    }
  }

  private void normalise(float[] memory, int normalised, int x, int saved) {
    float mean = memory[saved];
    float inverse = memory[saved + 1];
    for (int c = 0; c < channels; c++) {
      memory[normalised + c] = (memory[x + c] - mean) * inverse;
    }
  }

  private void parametersOfRow(float[] memory, int dGamma, int dy, int normalised) {
    for (int c = 0; c < channels; c++) {
      memory[dGamma + c] += memory[dy + c] * memory[normalised + c];
      memory[dGamma + channels + c] += memory[dy + c];
    }
  }

  private void backwardRow(Pass p, int dx, int dy, int normalised, float inverse) {
    float[] memory = p.memory();
    int g = normalised + channels;
    for (int c = 0; c < channels; c++) {
      memory[g + c] = p.values()[gamma.offset() + c] * memory[dy + c];
    }
    float mean = (float) (sum(memory, g, channels) / channels);
    float slope = (float) (sumOfProducts(memory, g, normalised, channels) / channels);
    for (int c = 0; c < channels; c++) {
      memory[dx + c] = (memory[g + c] - mean - memory[normalised + c] * slope) * inverse;
    }
  }

  /** A sum in double precision, in four parts that do not wait for each other. */
  private static double sum(float[] memory, int x, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      s0 += memory[x + i];
      s1 += memory[x + i + 1];
      s2 += memory[x + i + 2];
      s3 += memory[x + i + 3];
    }
    for (; i < count; i++) {
      s0 += memory[x + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static double sumOfProducts(float[] memory, int a, int b, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      s0 += (double) memory[a + i] * memory[b + i];
      s1 += (double) memory[a + i + 1] * memory[b + i + 1];
      s2 += (double) memory[a + i + 2] * memory[b + i + 2];
      s3 += (double) memory[a + i + 3] * memory[b + i + 3];
    }
    for (; i < count; i++) {
      s0 += (double) memory[a + i] * memory[b + i];
    }
    return (s0 + s1) + (s2 + s3);
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
    return p.saved(n) + 2 * rowsPerExample;
  }

  @Override
  public Memory memory() {
    return Memory.of(0, 2L * rowsPerExample + 2L * channels, 2L * channels);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(gamma, beta);
  }
}
