package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;

/**
 * Softmax over the last axis, {@code yⱼ = exp(xⱼ − max) / Σ exp(x − max)}.
 *
 * <p>Gradient: {@code dxⱼ = yⱼ (dyⱼ − Σᵢ dyᵢ yᵢ)}. Shapes: any; y like x. For training prefer {@link SoftmaxCrossEntropy} on
 * logits, which is exact where a probability rounds to 0. Derived in docs/book/07-softmax-and-cross-entropy.md.
 */
public final class Softmax extends BaseLayer {

  private final int classes;
  private final int rowsPerExample;

  /** Configuration of softmax: none. */
  public record Spec() implements LayerSpec {
    @Override
    public String kind() {
      return "softmax";
    }

    @Override
    public Softmax build(Shape input, String name, ParameterSlab.Builder parameters) {
      if (input.rank() == 0 || input.size() == 0) {
        throw new IllegalArgumentException("expected an input with values to normalise, got shape " + input);
      }
      return new Softmax(this, input, name);
    }
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
