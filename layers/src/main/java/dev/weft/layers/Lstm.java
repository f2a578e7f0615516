package dev.weft.layers;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Default;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Long short-term memory: goes through a sequence with an output h and a cell c, which four gates read and write.
 *
 * <pre>
 * a = x[t] W + h[t−1] U + b          four rows side by side: aⁱ, aᶠ, aᵍ, aᵒ
 * i, f, g, o = σ(aⁱ), σ(aᶠ), tanh(aᵍ), σ(aᵒ)
 * c[t] = f · c[t−1] + i · g
 * h[t] = o · tanh(c[t])
 * </pre>
 *
 * <p>with h and c 0 before the first step, and σ the logistic function.
 *
 * <p>Shapes: x (N, T, C), W (C, 4H), U (H, 4H), b (4H,); y (N, H), the last h, or (N, T, H) with {@link Recurrence#returnSequences}.
 * The gates lie in the order i, f, g, o, as in Keras and PyTorch. Weights are Keras'; PyTorch's are {@code weight_ih_l0} = Wᵀ, {@code
 * weight_hh_l0} = Uᵀ, and b is the sum of its two biases.
 *
 * <p>Gradients, from the last step to the first, where dh[t] is what comes from above and from step t + 1:
 *
 * <pre>
 * dc[t]  = dh[t] · o (1 − tanh²(c[t])) + f[t+1] · dc[t+1]
 * daⁱ = dc · g · i (1 − i)     daᶠ = dc · c[t−1] · f (1 − f)     daᵍ = dc · i (1 − g²)     daᵒ = dh · tanh(c) · o (1 − o)
 * dh[t−1] += da Uᵀ     dx[t] = da Wᵀ     dW = Σ x[t]ᵀ da     dU = Σ h[t−1]ᵀ da     db = Σ da
 * </pre>
 *
 * <p>Defaults: the last output only, forwards, no step skipped, Glorot uniform weights, biases 0 but for those of the forget gate, the
 * {@code forgetBias}, 1 as in Keras (PyTorch: random): a memory that is kept from the start learns long dependences sooner. {@link
 * Recurrence} says how sequences of different lengths are given; {@link Blocks#bidirectional} reads both ways.
 *
 * <p>Hochreiter and Schmidhuber 1997, <a href="https://doi.org/10.1162/neco.1997.9.8.1735">Long Short-Term Memory</a>; the forget gate:
 * Gers et al. 2000, <a href="https://doi.org/10.1162/089976600300015015">Learning to Forget</a>; its bias: Jozefowicz et al. 2015, <a
 * href="https://proceedings.mlr.press/v37/jozefowicz15.html">An Empirical Exploration of Recurrent Network Architectures</a>.
 *
 * {@snippet :
 * Sequential.input(28, 28).add(lstm(64)).add(dense(10)).build(1).outputShape(); // = (10,)
 * }
 */
public final class Lstm extends RecurrentLayer {

  private static final int GATES = 4;
  static final int MOST_UNITS = 1 << 24;

  private final int units;
  private final StepRecord record;
  private final Parameter kernel;
  private final Parameter recurrent;
  private final Parameter bias;

  /**
   * Configuration of an LSTM.
   *
   * @param units numbers of the output H, 1 or more
   * @param everyStep whether every step has an output
   * @param backwards whether the sequence is read from its end
   * @param masked whether steps of zeros are skipped
   * @param forgetBias first values of the forget gate's biases
   * @param initializer first values of both weights
   */
  public record Spec(
      int units, @Default("false") boolean everyStep, @Default("false") boolean backwards,
      @Default("false") boolean masked, @Default("1") float forgetBias, Initializer initializer)
      implements LayerSpec, Recurrence<Lstm.Spec> {

    /** Checks the numbers. */
    public Spec {
      requireUnits(units);
      if (!Float.isFinite(forgetBias)) {
        throw new IllegalArgumentException("expected a finite bias of the forget gate, got " + forgetBias);
      }
      Objects.requireNonNull(initializer, "initializer");
    }

    @Override
    public Spec recurrent(boolean everyStep, boolean backwards, boolean masked) {
      return new Spec(units, everyStep, backwards, masked, forgetBias, initializer);
    }

    /** A copy whose forget gate has other biases at first; 0 remembers half of everything. */
    public Spec withForgetBias(float forgetBias) {
      return new Spec(units, everyStep, backwards, masked, forgetBias, initializer);
    }

    /** A copy with another initialiser of both weights. */
    public Spec withInitializer(Initializer initializer) {
      return new Spec(units, everyStep, backwards, masked, forgetBias, initializer);
    }

    @Override
    public String kind() {
      return "lstm";
    }

    @Override
    public Lstm build(Shape input, String name, ParameterSlab.Builder parameters) {
      StepRecord record = new StepRecord(units, GATES, false);
      requireSequence(input, record, parameters);
      int sums = record.sums();
      Parameter kernel =
          parameters.add(name + "/kernel", Shape.of(input.dim(1), sums), initializer, input.dim(1), sums);
      Parameter recurrent =
          parameters.add(name + "/recurrent_kernel", Shape.of(units, sums), initializer, units, sums);
      float[] biases = new float[sums];
      Arrays.fill(biases, units, 2 * units, forgetBias);
      Parameter bias = parameters.add(name + "/bias", Shape.of(sums), biases);
      return new Lstm(this, input, name, record, List.of(kernel, recurrent, bias));
    }
  }

  private Lstm(Spec spec, Shape input, String name, StepRecord record, List<Parameter> parameters) {
    super(name, spec, spec, input, record, parameters.get(0), parameters.get(1));
    this.units = spec.units();
    this.record = record;
    this.kernel = parameters.get(0);
    this.recurrent = parameters.get(1);
    this.bias = parameters.get(2);
  }

  static void requireUnits(int units) {
    if (units < 1 || units > MOST_UNITS) {
      throw new IllegalArgumentException("expected 1 to " + MOST_UNITS + " units, got " + units);
    }
  }

  @Override
  public void kernelUse(KernelUse use) {
    kernelUse(use, Group.LSTM);
  }

  @Override
  int bias() {
    return bias.offset();
  }

  @Override
  int recurrentBias() {
    throw new IllegalStateException("expected one bias for both kinds of sums");
  }

  @Override
  void step(Pass p, int after, int at, int sums) {
    p.kernels().lstm(p.memory(), after, after + units, at, at + record.before() + units, units);
  }

  @Override
  void stepGradient(Pass p, int dBefore, int dAfter, int at) {
    Arrays.fill(p.memory(), dBefore, dBefore + units, 0f);
    p.kernels().lstmGradient(
        p.memory(), at + record.dSums(), dBefore + units, dAfter, dAfter + units, at, at + record.before() + units,
        units);
  }

  @Override
  void biasGradient(Pass p) {
    addRows(p, bias.offset(), record.dSums());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(kernel, recurrent, bias);
  }
}
