package dev.weft.layers;

import dev.weft.core.kernel.Kernels;

/**
 * Sigmoid linear unit or swish, {@code y = x σ(x)} with {@code σ(x) = 1 / (1 + exp(−x))}.
 *
 * <p>Gradient: {@code dx = dy · σ(x) (1 + x (1 − σ(x)))}. Shapes: any; y like x.
 *
 * <p>Elfwing, Uchibe and Doya 2018, <a href="https://arxiv.org/abs/1702.03118">Sigmoid-Weighted Linear Units</a>; Ramachandran, Zoph
 * and Le 2017, <a href="https://arxiv.org/abs/1710.05941">Searching for Activation Functions</a>.
 *
 * {@snippet :
 * Sequential.input(28, 28, 1).add(conv2D(32, 3)).add(silu()).build(1);
 * }
 */
public record Silu() implements Elementwise {

  @Override
  public String kind() {
    return "silu";
  }

  @Override
  public float value(float x) {
    return (float) (x * Sigmoid.logistic(x));
  }

  @Override
  public float slope(float x, float y) {
    double s = Sigmoid.logistic(x);
    return (float) (s * (1 + x * (1 - s)));
  }

  @Override
  public boolean slopeReadsOutput() {
    return false;
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
