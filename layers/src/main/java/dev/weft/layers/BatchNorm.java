package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.List;

/**
 * Batch normalisation over the last axis, {@code y = γ x̂ + β} with {@code x̂ = (x − μ) / √(σ² + ε)}.
 *
 * <p>In training μ and σ² are the mean and the biased variance of a channel over the batch (and the image), and the moving
 * ones follow: {@code moving = momentum · moving + (1 − momentum) · batch}. In inference the moving ones are used.
 *
 * <p>Shapes: x (N, …, C), γ, β, moving mean and moving variance (C,), y like x.
 *
 * <p>Gradients, with M values per channel: {@code dβ = Σ dy}, {@code dγ = Σ dy x̂}, {@code dx = γ / √(σ² + ε) · (dy − dβ/M − x̂
 * dγ/M)}. Ioffe and Szegedy 2015.
 *
 * <p>Defaults, Keras's: momentum 0.99, ε 0.001, γ ones, β zeros, moving mean zeros, moving variance ones.
 */
public final class BatchNorm extends BaseLayer {

  private static final int CHANNELS_PER_TASK = 16;

  private final float momentum;
  private final float epsilon;
  private final int channels;
  private final int rowsPerExample;
  private final Parameter gamma;
  private final Parameter beta;
  private final Parameter movingMean;
  private final Parameter movingVariance;

  /**
   * Configuration of batch normalisation.
   *
   * @param momentum weight of the old moving statistics, in [0, 1]
   * @param epsilon added to the variance, more than 0
   */
  public record Spec(float momentum, float epsilon) implements LayerSpec {

    /** Checks both numbers. */
    public Spec {
      if (!(momentum >= 0 && momentum <= 1) || !(epsilon > 0)) {
        throw new IllegalArgumentException(
            "expected momentum in [0, 1] and epsilon above 0, got " + momentum + " and " + epsilon);
      }
    }

    /** A copy with another momentum. */
    public Spec withMomentum(float momentum) {
      return new Spec(momentum, epsilon);
    }

    /** A copy with another epsilon. */
    public Spec withEpsilon(float epsilon) {
      return new Spec(momentum, epsilon);
    }

    @Override
    public String kind() {
      return "batch_norm";
    }

    @Override
    public BatchNorm build(Shape input, String name, ParameterSlab.Builder parameters) {
      if (input.rank() == 0 || input.size() == 0) {
        throw new IllegalArgumentException("expected an input with a channel axis, got shape " + input);
      }
      return new BatchNorm(this, input, name, parameters);
    }
  }

  private BatchNorm(Spec spec, Shape input, String name, ParameterSlab.Builder parameters) {
    super(name, spec, input, input);
    this.momentum = spec.momentum();
    this.epsilon = spec.epsilon();
    this.channels = input.dim(-1);
    this.rowsPerExample = input.size() / channels;
    Shape shape = Shape.of(channels);
    this.gamma = parameters.add(name + "/gamma", shape, Initializer.ONES, 1, 1);
    this.beta = parameters.add(name + "/beta", shape, Initializer.ZEROS, 1, 1);
    this.movingMean = parameters.addFixed(name + "/moving_mean", shape, Initializer.ZEROS);
    this.movingVariance = parameters.addFixed(name + "/moving_variance", shape, Initializer.ONES);
  }

  /** Where the mean of channel c in use lies. */
  private int mean(Pass p, int c) {
    return p.shared() + c;
  }

  /** Where {@code 1 / √(σ² + ε)} of channel c in use lies. */
  private int inverse(Pass p, int c) {
    return p.shared() + channels + c;
  }

  @Override
  public int prepareTasks() {
    return 1;
  }

  /** Takes the moving statistics into use; {@link #statistics} replaces them in training. */
  @Override
  public void prepare(Pass p, int task) {
    for (int c = 0; c < channels; c++) {
      use(p, c, p.values()[movingMean.offset() + c], p.values()[movingVariance.offset() + c]);
    }
  }

  private void use(Pass p, int c, double mean, double variance) {
    p.memory()[mean(p, c)] = (float) mean;
    p.memory()[inverse(p, c)] = (float) (1 / Math.sqrt(variance + epsilon));
  }

  @Override
  public int statisticsTasks() {
    return (channels + CHANNELS_PER_TASK - 1) / CHANNELS_PER_TASK;
  }

  @Override
  public void statistics(Pass p, int task) {
    int end = Math.min(channels, (task + 1) * CHANNELS_PER_TASK);
    float[] memory = p.memory();
    int rows = p.batch() * rowsPerExample;
    for (int c = task * CHANNELS_PER_TASK; c < end; c++) {
      int x = p.x(0) + c;
      double sum = 0;
      for (int r = 0; r < rows; r++) {
        sum += memory[x + r * channels];
      }
      double mean = sum / rows;
      double squares = 0;
      for (int r = 0; r < rows; r++) {
        double difference = memory[x + r * channels] - mean;
        squares += difference * difference;
      }
      use(p, c, mean, squares / rows);
      follow(p.values(), movingMean.offset() + c, mean);
      follow(p.values(), movingVariance.offset() + c, squares / rows);
    }
  }

  private void follow(float[] values, int place, double batchStatistic) {
    values[place] = (float) (momentum * values[place] + (1 - momentum) * batchStatistic);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    int x = p.x(from);
    int y = p.y(from);
    for (int r = 0; r < (to - from) * rowsPerExample; r++) {
      for (int c = 0; c < channels; c++) {
        float normalised = (memory[x++] - memory[mean(p, c)]) * memory[inverse(p, c)];
        memory[y++] = normalised * p.values()[gamma.offset() + c] + p.values()[beta.offset() + c];
      }
    }
  }

  @Override
  public boolean backwardNeedsGradient() {
    return true;
  }

  @Override
  public int gradientTasks() {
    return statisticsTasks();
  }

  @Override
  public void gradient(Pass p, int worker, int task) {
    int end = Math.min(channels, (task + 1) * CHANNELS_PER_TASK);
    float[] memory = p.memory();
    for (int c = task * CHANNELS_PER_TASK; c < end; c++) {
      float mean = memory[mean(p, c)];
      float inverse = memory[inverse(p, c)];
      double dGamma = 0;
      double dBeta = 0;
      for (int r = 0; r < p.batch() * rowsPerExample; r++) {
        float dy = memory[p.dy(0) + c + r * channels];
        dBeta += dy;
        dGamma += (double) dy * (memory[p.x(0) + c + r * channels] - mean) * inverse;
      }
      p.gradients()[gamma.offset() + c] += (float) dGamma;
      p.gradients()[beta.offset() + c] += (float) dBeta;
    }
  }

  /** In training the statistics depend on x too; in inference they are constants. */
  @Override
  public void backward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    if (!p.wantsDx()) {
      return;
    }
    float[] gradients = p.gradients();
    float share = p.training() ? 1f / (p.batch() * rowsPerExample) : 0;
    int x = p.x(from);
    int dy = p.dy(from);
    int dx = p.dx(from);
    for (int r = 0; r < (to - from) * rowsPerExample; r++) {
      for (int c = 0; c < channels; c++) {
        float inverse = memory[inverse(p, c)];
        float normalised = (memory[x++] - memory[mean(p, c)]) * inverse;
        float shared = share * (gradients[beta.offset() + c] + normalised * gradients[gamma.offset() + c]);
        memory[dx++] = p.values()[gamma.offset() + c] * inverse * (memory[dy++] - shared);
      }
    }
  }

  @Override
  public Memory memory() {
    return Memory.shared(2 * channels);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(gamma, beta, movingMean, movingVariance);
  }
}
