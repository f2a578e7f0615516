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
import java.util.List;

/**
 * Batch normalisation over the last axis, {@code y = γ x̂ + β} with {@code x̂ = (x − μ) / √(σ² + ε)}.
 *
 * <p>In training μ and σ² are the mean and the biased variance of a channel over the batch (and the image), and the moving
 * ones follow: {@code moving = momentum · moving + (1 − momentum) · batch}. In inference the moving ones are used, and in training
 * too, unchanged, if γ and β are {@linkplain dev.weft.layers.engine.Network#frozen frozen}.
 *
 * <p>Shapes: x (N, …, C), γ, β, moving mean and moving variance (C,), y like x.
 *
 * <p>Gradients, with M values per channel: {@code dβ = Σ dy}, {@code dγ = Σ dy x̂}, {@code dx = γ / √(σ² + ε) · (dy − dβ/M − x̂
 * dγ/M)}. Ioffe and Szegedy 2015, <a
 * href="https://arxiv.org/abs/1502.03167">Batch Normalization</a>.
 *
 * <p>Defaults, Keras's: momentum 0.99, ε 0.001, γ ones, β zeros, moving mean zeros, moving variance ones.
 *
 * {@snippet :
 * Sequential.input(28, 28, 1).add(conv2D(32, 3).withoutBias()).add(batchNorm()).add(relu()).build(1).outputShape(); // = (26, 26, 32)
 * }
 */
public final class BatchNorm extends BaseLayer {

  // What lies in the memory for the run, for each channel, and at which multiple of the channels.
  private static final int MEAN = 0; // this and the next four in the order of the kernels
  private static final int SCALE = 1; // γ / √(σ² + ε), which also multiplies dy
  private static final int BETA = 2;
  private static final int BY_X = 3; // what multiplies x − μ in dx
  private static final int SHIFT = 4; // what is added in dx
  private static final int INVERSE = 5; // 1 / √(σ² + ε)
  private static final int BLOCKS = 6;

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

  private int block(Pass p, int which) {
    return p.shared() + which * channels;
  }

  /** Whether neither γ nor β is trained: the layer then uses its moving statistics in training too, and keeps them. */
  private boolean frozen() {
    return !gamma.trainable() && !beta.trainable();
  }

  private boolean usesBatch(Pass p) {
    return p.training() && !frozen();
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
      p.memory()[block(p, BY_X) + c] = 0;
      p.memory()[block(p, SHIFT) + c] = 0;
    }
  }

  private void use(Pass p, int c, double mean, double variance) {
    float inverse = (float) (1 / Math.sqrt(variance + epsilon));
    p.memory()[block(p, MEAN) + c] = (float) mean;
    p.memory()[block(p, INVERSE) + c] = inverse;
    p.memory()[block(p, SCALE) + c] = p.values()[gamma.offset() + c] * inverse;
    p.memory()[block(p, BETA) + c] = p.values()[beta.offset() + c];
  }

  @Override
  public int statisticsTasks() {
    return frozen() ? 0 : 1;
  }

  /** Mean and squared differences of each example by itself. */
  @Override
  public void observe(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      p.kernels().channelMoments(p.memory(), p.saved(n), p.memory(), p.x(n), rowsPerExample, channels);
    }
  }

  /** Puts the examples together, in their order: Chan, Golub and LeVeque 1979, for parts of one size. */
  @Override
  public void statistics(Pass p, int task) {
    float[] memory = p.memory();
    int batch = p.batch();
    for (int c = 0; c < channels; c++) {
      double mean = 0;
      for (int n = 0; n < batch; n++) {
        mean += memory[p.saved(n) + c];
      }
      mean /= batch;
      double squares = 0;
      for (int n = 0; n < batch; n++) {
        double difference = memory[p.saved(n) + c] - mean;
        squares += memory[p.saved(n) + channels + c] + rowsPerExample * difference * difference;
      }
      double variance = squares / ((double) batch * rowsPerExample);
      use(p, c, mean, variance);
      follow(p.values(), movingMean.offset() + c, mean);
      follow(p.values(), movingVariance.offset() + c, variance);
    }
  }

  private void follow(float[] values, int place, double batchStatistic) {
    values[place] = (float) (momentum * values[place] + (1 - momentum) * batchStatistic);
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.NORMALISE);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    forward(p, from, to, false);
  }

  /** The forward pass, with ReLU behind it if wanted. */
  void forward(Pass p, int from, int to, boolean relu) {
    p.kernels().normalise(
        p.memory(), p.y(from), p.memory(), p.x(from), (to - from) * rowsPerExample, channels, p.memory(),
        block(p, MEAN), relu);
  }

  @Override
  public boolean backwardNeedsGradient() {
    return !frozen();
  }

  @Override
  public void observeGradient(Pass p, int worker, int from, int to) {
    observeGradient(p, from, to, false);
  }

  /** Σ dy and Σ (x − μ) dy of each example by itself, behind ReLU if wanted. */
  void observeGradient(Pass p, int from, int to, boolean relu) {
    for (int n = from; n < to; n++) {
      p.kernels().normaliseGradientSums(
          p.memory(), p.saved(n), p.memory(), p.dy(n), p.memory(), p.x(n), rowsPerExample, channels,
          p.memory(), block(p, MEAN), relu);
    }
  }

  @Override
  public boolean gradientReadsDy() {
    return false;
  }

  @Override
  public int gradientTasks() {
    return frozen() ? 0 : 1;
  }

  /** Adds up the examples in their order; in training the statistics depend on x too, in inference they are constants. */
  @Override
  public void gradient(Pass p, int worker, int task) {
    float[] memory = p.memory();
    double share = usesBatch(p) ? 1.0 / ((double) p.batch() * rowsPerExample) : 0;
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      double products = 0;
      for (int n = 0; n < p.batch(); n++) {
        sum += memory[p.saved(n) + c];
        products += memory[p.saved(n) + channels + c];
      }
      float inverse = memory[block(p, INVERSE) + c];
      float scale = memory[block(p, SCALE) + c];
      double dGamma = products * inverse;
      p.gradients()[beta.offset() + c] += (float) sum;
      p.gradients()[gamma.offset() + c] += (float) dGamma;
      memory[block(p, BY_X) + c] = (float) (-scale * share * inverse * dGamma);
      memory[block(p, SHIFT) + c] = (float) (-scale * share * sum);
    }
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    backward(p, from, to, false);
  }

  /** dx, behind ReLU if wanted. */
  void backward(Pass p, int from, int to, boolean relu) {
    if (p.wantsDx()) {
      p.kernels().normaliseGradient(
          p.memory(), p.dx(from), p.memory(), p.dy(from), p.memory(), p.x(from),
          (to - from) * rowsPerExample, channels, p.memory(), block(p, MEAN), relu);
    }
  }

  @Override
  public Memory memory() {
    return new Memory(BLOCKS * channels, 2 * channels, 0);
  }

  @Override
  public Memory memory(boolean training) {
    return training ? memory() : Memory.shared(BLOCKS * channels);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(gamma, beta, movingMean, movingVariance);
  }

  @Override
  public String path() {
    return frozen() ? "moving statistics" : "by example, added up in order";
  }
}
