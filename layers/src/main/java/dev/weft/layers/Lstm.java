package dev.weft.layers;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Default;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;
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
 * <p>Defaults, those of Keras but for what is put out: the last output only, forwards, no step skipped; W Glorot uniform; U orthogonal, so
 * that what goes through it step after step neither grows nor fades at first; biases 0, but those of the forget gate the {@code
 * forgetBias}, 1: a memory that is kept from the start learns long dependences sooner. (PyTorch: all uniform in ±1/√H.) {@link Recurrence}
 * says how sequences of different lengths are given; {@link Blocks#bidirectional} reads both ways.
 *
 * <p>Hochreiter and Schmidhuber 1997, <a href="https://doi.org/10.1162/neco.1997.9.8.1735">Long Short-Term Memory</a>; the forget gate:
 * Gers et al. 2000, <a href="https://doi.org/10.1162/089976600300015015">Learning to Forget</a>; its bias: Jozefowicz et al. 2015, <a
 * href="https://proceedings.mlr.press/v37/jozefowicz15.html">An Empirical Exploration of Recurrent Network Architectures</a>. Use: {@code
 * Sequential.input(28, 28).add(lstm(64)).add(dense(10))}.
 */
public final class Lstm extends RecurrentLayer {

  private static final int GATES = 4;

  /**
   * Configuration of an LSTM.
   *
   * @param units numbers of the output H, 1 or more
   * @param everyStep whether every step has an output
   * @param backwards whether the sequence is read from its end
   * @param masked whether steps of zeros are skipped
   * @param forgetBias first values of the forget gate's biases
   * @param initializer first values of W
   * @param recurrentInitializer first values of U
   */
  public record Spec(
      int units, @Default("false") boolean everyStep, @Default("false") boolean backwards,
      @Default("false") boolean masked, @Default("1") float forgetBias, Initializer initializer,
      @Default("orthogonal(1.0)") Initializer recurrentInitializer)
      implements LayerSpec, Recurrence<Lstm.Spec> {

    /** Checks the numbers. */
    public Spec {
      requireUnits(units);
      if (!Float.isFinite(forgetBias)) {
        throw new IllegalArgumentException("expected a finite bias of the forget gate, got " + forgetBias);
      }
      Objects.requireNonNull(initializer, "initializer");
      Objects.requireNonNull(recurrentInitializer, "initializer of the recurrent weights");
    }

    @Override
    public Spec recurrent(boolean everyStep, boolean backwards, boolean masked) {
      return new Spec(units, everyStep, backwards, masked, forgetBias, initializer, recurrentInitializer);
    }

    /** A copy whose forget gate has other biases at first; 0 remembers half of everything. */
    public Spec withForgetBias(float forgetBias) {
      return new Spec(units, everyStep, backwards, masked, forgetBias, initializer, recurrentInitializer);
    }

    /** A copy with another initialiser of W. */
    public Spec withInitializer(Initializer initializer) {
      return new Spec(units, everyStep, backwards, masked, forgetBias, initializer, recurrentInitializer);
    }

    /** A copy with another initialiser of U. */
    public Spec withRecurrentInitializer(Initializer recurrentInitializer) {
      return new Spec(units, everyStep, backwards, masked, forgetBias, initializer, recurrentInitializer);
    }

    @Override
    public String kind() {
      return "lstm";
    }

    @Override
    public Lstm build(Shape input, String name, ParameterSlab.Builder parameters) {
      StepRecord record = new StepRecord(units, GATES, false);
      requireSequence(input, record, parameters);
      float[] biases = new float[record.sums()];
      Arrays.fill(biases, units, 2 * units, forgetBias);
      return new Lstm(this, input, name, record, RecurrentParameters.add(
          parameters, name, input.dim(1), record, initializer, recurrentInitializer, biases));
    }
  }

  private Lstm(Spec spec, Shape input, String name, StepRecord record, RecurrentParameters parameters) {
    super(name, spec, spec, input, record, parameters);
  }

  @Override
  public void kernelUse(KernelUse use) {
    kernelUse(use, Group.LSTM);
  }

  /** Where the cell before the step lies. */
  private int cell(int at) {
    return at + record().before() + units();
  }

  @Override
  void step(Pass p, int after, int at, int sums) {
    p.kernels().lstm(p.memory(), after, after + units(), at, cell(at), units());
  }

  @Override
  void stepGradient(Pass p, int dBefore, int dAfter, int at) {
    Arrays.fill(p.memory(), dBefore, dBefore + units(), 0f);
    p.kernels().lstmGradient(
        p.memory(), at + record().dSums(), dBefore + units(), dAfter, dAfter + units(), at, cell(at), units());
  }
}
