package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import java.util.Map;

/**
 * Rectified linear unit, {@code y = max(0, x)}.
 *
 * <p>Gradient: {@code dx = dy} where {@code x > 0}, else 0; at the kink x = 0 it is 0. A NaN input gives 0. Shapes: any; y like x.
 * Why it and not the sigmoid: docs/book/02-neuron.md.
 */
public final class Relu extends Activation {

  /** Configuration of the activation: none. */
  public record Spec() implements LayerSpec {
    @Override
    public String kind() {
      return "relu";
    }

    @Override
    public Map<String, Object> config() {
      return Map.of();
    }

    @Override
    public Relu build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new Relu(this, input, name);
    }
  }

  private Relu(Spec spec, Shape input, String name) {
    super(spec, input, name);
  }

  @Override
  void apply(Kernels kernels, float[] memory, int y, int x, int count) {
    kernels.relu(memory, y, memory, x, count);
  }

  @Override
  void differentiate(Kernels kernels, float[] memory, int dx, int dy, int x, int y, int count) {
    kernels.reluGradient(memory, dx, memory, dy, memory, y, count);
  }

  @Override
  public boolean hasKinks() {
    return true;
  }
}
