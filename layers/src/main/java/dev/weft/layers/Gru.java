package dev.weft.layers;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Default;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Objects;

/**
 * Gated recurrent unit: goes through a sequence with an output h, of which a gate z says how much stays.
 *
 * <pre>
 * a = x[t] W + b₀          three rows side by side: aᶻ, aʳ, aⁿ
 * u = h[t−1] U + b₁        likewise
 * z, r = σ(aᶻ + uᶻ), σ(aʳ + uʳ)
 * n = tanh(aⁿ + r · uⁿ)
 * h[t] = z · h[t−1] + (1 − z) · n
 * </pre>
 *
 * <p>with h 0 before the first step, and σ the logistic function. The reset gate r acts behind the product with U, as in cuDNN, PyTorch
 * and Keras' {@code reset_after=True}, so that their weights fit; the first paper has it in front.
 *
 * <p>Shapes: x (N, T, C), W (C, 3H), U (H, 3H), b (2, 3H); y (N, H), the last h, or (N, T, H) with {@link
 * Recurrence#returnSequences}. Weights are Keras', with the gates in the order z, r, n; PyTorch's {@code weight_ih_l0}, {@code
 * weight_hh_l0}, {@code bias_ih_l0} and {@code bias_hh_l0} are Wᵀ, Uᵀ, b₀ and b₁ with the gates in the order r, z, n.
 *
 * <p>Gradients, from the last step to the first, where dh[t] is what comes from above and from step t + 1:
 *
 * <pre>
 * daⁿ = dh (1 − z)(1 − n²)     daᶻ = dh (h[t−1] − n) z (1 − z)     daʳ = daⁿ · uⁿ · r (1 − r)
 * du = (daᶻ, daʳ, daⁿ · r)     dh[t−1] += dh · z + du Uᵀ     dx[t] = da Wᵀ
 * dW = Σ x[t]ᵀ da     dU = Σ h[t−1]ᵀ du     db₀ = Σ da     db₁ = Σ du
 * </pre>
 *
 * <p>Defaults: the last output only, forwards, no step skipped, W Glorot uniform, U orthogonal, biases 0, as in Keras. {@link Recurrence} says how
 * sequences of different lengths are given; {@link Blocks#bidirectional} reads both ways.
 *
 * <p>Cho et al. 2014, <a href="https://arxiv.org/abs/1406.1078">Learning Phrase Representations using RNN Encoder–Decoder</a>. Use:
 * {@code Sequential.input(100).add(embedding(5000, 32).maskZero()).add(gru(64).maskZero()).add(dense(2))}.
 */
public final class Gru extends RecurrentLayer {

  private static final int GATES = 3;

  /**
   * Configuration of a GRU.
   *
   * @param units numbers of the output H, 1 or more
   * @param everyStep whether every step has an output
   * @param backwards whether the sequence is read from its end
   * @param masked whether steps of zeros are skipped
   * @param initializer first values of W
   * @param recurrentInitializer first values of U
   */
  public record Spec(
      int units, @Default("false") boolean everyStep, @Default("false") boolean backwards,
      @Default("false") boolean masked, Initializer initializer,
      @Default("orthogonal(1.0)") Initializer recurrentInitializer)
      implements LayerSpec, Recurrence<Gru.Spec> {

    /** Checks the number of units. */
    public Spec {
      requireUnits(units);
      Objects.requireNonNull(initializer, "initializer");
      Objects.requireNonNull(recurrentInitializer, "initializer of the recurrent weights");
    }

    @Override
    public Spec recurrent(boolean everyStep, boolean backwards, boolean masked) {
      return new Spec(units, everyStep, backwards, masked, initializer, recurrentInitializer);
    }

    /** A copy with another initialiser of W. */
    public Spec withInitializer(Initializer initializer) {
      return new Spec(units, everyStep, backwards, masked, initializer, recurrentInitializer);
    }

    /** A copy with another initialiser of U. */
    public Spec withRecurrentInitializer(Initializer recurrentInitializer) {
      return new Spec(units, everyStep, backwards, masked, initializer, recurrentInitializer);
    }

    @Override
    public String kind() {
      return "gru";
    }

    @Override
    public Gru build(Shape input, String name, ParameterSlab.Builder parameters) {
      StepRecord record = new StepRecord(units, GATES, true);
      requireSequence(input, record, parameters);
      return new Gru(this, input, name, record, RecurrentParameters.add(
          parameters, name, input.dim(1), record, initializer, recurrentInitializer, new float[2 * record.sums()]));
    }
  }

  private Gru(Spec spec, Shape input, String name, StepRecord record, RecurrentParameters parameters) {
    super(name, spec, spec, input, record, parameters);
  }

  @Override
  public void kernelUse(KernelUse use) {
    kernelUse(use, Group.GRU);
  }

  /** Where the last row of the sums of the output before, uⁿ, is kept. */
  private int last(int at) {
    return at + GATES * units();
  }

  @Override
  void step(Pass p, int after, int at, int sums) {
    p.kernels().gru(p.memory(), after, at, sums, at + record().before(), units());
    System.arraycopy(p.memory(), sums + 2 * units(), p.memory(), last(at), units());
  }

  @Override
  void stepGradient(Pass p, int dBefore, int dAfter, int at) {
    p.kernels().gruGradient(
        p.memory(), at + record().dInput(), at + record().dSums(), dBefore, dAfter, at, last(at),
        at + record().before(),
        units());
  }
}
