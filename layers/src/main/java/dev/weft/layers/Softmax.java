package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Pass;

/**
 * Softmax over the last axis, {@code yⱼ = exp(xⱼ − max) / Σ exp(x − max)}.
 *
 * <p>Gradient: {@code dxⱼ = yⱼ (dyⱼ − Σᵢ dyᵢ yᵢ)}. Shapes: any; y like x. For training prefer {@link SoftmaxCrossEntropy} on
 * logits, which is exact where a probability rounds to 0.
 *
 * <p>Bridle 1990, <a href="https://doi.org/10.1007/978-3-642-76153-9_28">Probabilistic Interpretation of Feedforward
 * Classification Network Outputs</a>.
 *
 * {@snippet :
 * var probabilities = Sequential.input(8).add(dense(10)).add(softmax()).build(1).predict(Tensor.zeros(1, 8));
 * probabilities.sum(); // = 1.0
 * }
 */
// Derived in docs/book/07-softmax-and-cross-entropy.md.
public final class Softmax extends BaseLayer {

  static final String KIND = "softmax";

  private final int classes;
  private final int rowsPerExample;

  /** Configuration of softmax: none. */
  public record Spec() implements LayerSpec {
    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public Softmax build(Shape input, String name, ParameterSlab.Builder parameters) {
      if (input.rank() == 0 || input.size() == 0) {
        throw new IllegalArgumentException("expected an input with values to normalise, got shape " + input);
      }
      return new Softmax(this, input, name);
    }
  }

  /**
   * Whether the output of a network is that of a softmax, so that its numbers are probabilities already and a loss or an
   * activation that takes logits must not be given them. Layers behind it that only pass it on do not count.
   */
  public static boolean endsIn(Network network) {
    return network.outputNames().size() == 1 && FinalActivation.last(network, 0, KIND) != null;
  }

  /**
   * The network whose outputs are logits: without the softmax at the end, or the same if there is none. Both share their
   * parameters.
   */
  public static Network logits(Network network) {
    return FinalActivation.logits(network, KIND);
  }

  private Softmax(Spec spec, Shape input, String name) {
    super(name, spec, input, input);
    this.classes = input.dim(-1);
    this.rowsPerExample = input.size() / classes;
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int row = 0; row < (to - from) * rowsPerExample; row++) {
      SoftmaxCrossEntropy.softmax(
          p.memory(), p.y(from) + row * classes, p.memory(), p.x(from) + row * classes, classes);
    }
  }

  @Override
  public boolean backwardReadsInput() {
    return false;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    for (int row = 0; row < (to - from) * rowsPerExample; row++) {
      int y = p.y(from) + row * classes;
      int dy = p.dy(from) + row * classes;
      int dx = p.dx(from) + row * classes;
      double dot = 0;
      for (int j = 0; j < classes; j++) {
        dot += (double) memory[dy + j] * memory[y + j];
      }
      for (int j = 0; j < classes; j++) {
        memory[dx + j] = (float) (memory[y + j] * (memory[dy + j] - dot));
      }
    }
  }
}
