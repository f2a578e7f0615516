package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import java.util.Map;

/**
 * Leaky rectified linear unit, {@code y = x} for {@code x > 0}, else {@code slope · x}.
 *
 * <p>Gradient: {@code dx = dy} for {@code x > 0}, else {@code slope · dy}. Shapes: any; y like x. Maas et al. 2013.
 */
public final class LeakyRelu extends Activation {

  private final float slope;

  /**
   * Configuration of the activation.
   *
   * @param slope negative slope, finite
   */
  public record Spec(float slope) implements LayerSpec {

    /** Checks the slope. */
    public Spec {
      if (!Float.isFinite(slope)) {
        throw new IllegalArgumentException("expected a finite slope, got " + slope);
      }
    }

    @Override
    public String kind() {
      return "leaky_relu";
    }

    @Override
    public Map<String, Object> config() {
      return Map.of("slope", slope);
    }

    @Override
    public LeakyRelu build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new LeakyRelu(this, input, name);
    }
  }

  private LeakyRelu(Spec spec, Shape input, String name) {
    super(spec, input, name);
    this.slope = spec.slope();
  }

  @Override
  void apply(Kernels kernels, float[] memory, int y, int x, int count) {
    for (int i = 0; i < count; i++) {
      float value = memory[x + i];
      memory[y + i] = value > 0 ? value : slope * value;
    }
  }

  @Override
  void differentiate(Kernels kernels, float[] memory, int dx, int dy, int x, int y, int count) {
    for (int i = 0; i < count; i++) {
      memory[dx + i] = memory[x + i] > 0 ? memory[dy + i] : slope * memory[dy + i];
    }
  }

  @Override
  public boolean hasKinks() {
    return true;
  }
}
