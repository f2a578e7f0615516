package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import java.util.Map;

/**
 * Hyperbolic tangent, {@code y = tanh(x)}.
 *
 * <p>Gradient: {@code dx = dy · (1 − y²)}. Shapes: any; y like x.
 */
public final class Tanh extends Activation {

  /** Configuration of the activation: none. */
  public record Spec() implements LayerSpec {
    @Override
    public String kind() {
      return "tanh";
    }

    @Override
    public Map<String, Object> config() {
      return Map.of();
    }

    @Override
    public Tanh build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new Tanh(this, input, name);
    }
  }

  private Tanh(Spec spec, Shape input, String name) {
    super(spec, input, name);
  }

  @Override
  void apply(Kernels kernels, float[] memory, int y, int x, int count) {
    for (int i = 0; i < count; i++) {
      memory[y + i] = (float) Math.tanh(memory[x + i]);
    }
  }

  @Override
  void differentiate(Kernels kernels, float[] memory, int dx, int dy, int x, int y, int count) {
    for (int i = 0; i < count; i++) {
      float value = memory[y + i];
      memory[dx + i] = memory[dy + i] * (1 - value * value);
    }
  }
}
