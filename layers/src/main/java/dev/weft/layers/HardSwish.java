package dev.weft.layers;

import dev.weft.core.kernel.Kernels;

/**
 * SiLU of straight pieces, {@code y = x · min(max(x + 3, 0), 6) / 6}.
 *
 * <p>Gradient: {@code dx = 0} for {@code x ≤ −3}, {@code dy} for {@code x ≥ 3}, {@code dy (2x + 3) / 6} between. Shapes: any; y like
 * x.
 *
 * <p>Howard et al. 2019, <a href="https://arxiv.org/abs/1905.02244">Searching for MobileNetV3</a>.
 *
 * {@snippet :
 * Sequential.input(28, 28, 1).add(conv2D(32, 3)).add(hardSwish()).build(1);
 * }
 */
public record HardSwish() implements Elementwise {

  @Override
  public String kind() {
    return "hard_swish";
  }

  @Override
  public float value(float x) {
    return x * Math.min(Math.max(x + 3, 0), 6) / 6;
  }

  @Override
  public float slope(float x, float y) {
    return x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6;
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
      memory[dx + i] = memory[dy + i] * slope(memory[x + i], memory[y + i]);
    }
  }
}
