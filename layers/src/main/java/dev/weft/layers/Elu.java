package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import java.util.Map;

/**
 * Exponential linear unit, {@code y = x} for {@code x > 0}, else {@code alpha (exp(x) − 1)}.
 *
 * <p>Gradient: {@code dx = dy} for {@code x > 0}, else {@code dy · alpha exp(x)}; with an alpha of 1 there is no kink. Shapes:
 * any; y like x. Clevert et al. 2016.
 */
public final class Elu extends Activation {

  private final float alpha;

  /**
   * Configuration of the activation.
   *
   * @param alpha what −y approaches for very negative inputs, finite
   */
  public record Spec(float alpha) implements LayerSpec {

    /** Checks alpha. */
    public Spec {
      if (!Float.isFinite(alpha)) {
        throw new IllegalArgumentException("expected a finite alpha, got " + alpha);
      }
    }

    @Override
    public String kind() {
      return "elu";
    }

    @Override
    public Map<String, Object> config() {
      return Map.of("alpha", alpha);
    }

    @Override
    public Elu build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new Elu(this, input, name);
    }
  }

  private Elu(Spec spec, Shape input, String name) {
    super(spec, input, name);
    this.alpha = spec.alpha();
  }

  @Override
  void apply(Kernels kernels, float[] memory, int y, int x, int count) {
    for (int i = 0; i < count; i++) {
      float value = memory[x + i];
      memory[y + i] = value > 0 ? value : (float) (alpha * Math.expm1(value)); // exp(x) − 1 would cancel near 0
    }
  }

  @Override
  void differentiate(Kernels kernels, float[] memory, int dx, int dy, int x, int y, int count) {
    for (int i = 0; i < count; i++) {
      float value = memory[x + i];
      memory[dx + i] = value > 0 ? memory[dy + i] : (float) (memory[dy + i] * alpha * Math.exp(value));
    }
  }

  /**
   * With α = 1 the derivative is continuous. Else the left part is curved, not linear as {@link GradientCheck} then takes it:
   * with α from 0 to 1 its verdicts are right all the same, as y is convex; with a larger α it may call an input near 0 wrong.
   */
  @Override
  public boolean hasKinks() {
    return alpha != 1;
  }
}
