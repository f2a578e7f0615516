package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import java.util.Map;

/**
 * Logistic function, {@code y = 1 / (1 + exp(−x))}.
 *
 * <p>Gradient: {@code dx = dy · y (1 − y)}, derived in docs/book/02-neuron.md. Shapes: any; y like x.
 */
public final class Sigmoid extends Activation {

  /** Configuration of the activation: none. */
  public record Spec() implements LayerSpec {
    @Override
    public String kind() {
      return "sigmoid";
    }

    @Override
    public Map<String, Object> config() {
      return Map.of();
    }

    @Override
    public Sigmoid build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new Sigmoid(this, input, name);
    }
  }

  private Sigmoid(Spec spec, Shape input, String name) {
    super(spec, input, name);
  }

  @Override
  void apply(Kernels kernels, float[] memory, int y, int x, int count) {
    for (int i = 0; i < count; i++) {
      memory[y + i] = (float) (1 / (1 + Math.exp(-memory[x + i])));
    }
  }

  @Override
  void differentiate(Kernels kernels, float[] memory, int dx, int dy, int x, int y, int count) {
    for (int i = 0; i < count; i++) {
      float value = memory[y + i];
      memory[dx + i] = memory[dy + i] * value * (1 - value);
    }
  }
}
