package dev.weft.layers;

import dev.weft.core.kernel.Kernels;

/**
 * Leaky rectified linear unit, {@code y = x} for {@code x > 0}, else {@code slope · x}.
 *
 * <p>Gradient: {@code dx = dy} for {@code x > 0}, else {@code slope · dy}. Shapes: any; y like x.
 *
 * <p>Maas, Hannun and Ng 2013, <a href="https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf">Rectifier
 * Nonlinearities Improve Neural Network Acoustic Models</a>.
 *
 * {@snippet :
 * Sequential.input(8).add(dense(64)).add(leakyRelu(0.1f)).build(1);
 * }
 *
 * @param slope negative slope, finite
 */
public record LeakyRelu(float slope) implements Elementwise {

  /** Checks the slope. */
  public LeakyRelu {
    if (!Float.isFinite(slope)) {
      throw new IllegalArgumentException("expected a finite slope, got " + slope);
    }
  }

  @Override
  public String kind() {
    return "leaky_relu";
  }

  @Override
  public float value(float x) {
    return x > 0 ? x : slope * x;
  }

  @Override
  public float slope(float x, float y) {
    return x > 0 ? 1 : slope;
  }

  @Override
  public boolean slopeReadsOutput() {
    return false;
  }

  @Override
  public boolean hasKinks() {
    return true;
  }

  @Override
  public void values(Kernels kernels, float[] memory, int y, int x, int count) {
    for (int i = 0; i < count; i++) {
      memory[y + i] = value(memory[x + i]);
    }
  }

  @Override
  public void gradients(Kernels kernels, float[] memory, int dx, int dy, int x, int y, int count) {
    for (int i = 0; i < count; i++) {
      memory[dx + i] = memory[dy + i] * slope(memory[x + i], 0);
    }
  }
}
