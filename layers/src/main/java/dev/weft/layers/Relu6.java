package dev.weft.layers;

import dev.weft.core.kernel.Kernels;

/**
 * ReLU with a ceiling, {@code y = min(max(x, 0), 6)}.
 *
 * <p>Gradient: {@code dx = dy} for {@code 0 < x < 6}, else 0, at the kinks too. Shapes: any; y like x.
 *
 * <p>Krizhevsky 2010, <a href="https://www.cs.toronto.edu/~kriz/conv-cifar10-aug2010.pdf">Convolutional Deep Belief Networks on
 * CIFAR-10</a>.
 *
 * {@snippet :
 * Sequential.input(28, 28, 8).add(depthwiseConv2D(3)).add(relu6()).build(1);
 * }
 */
public record Relu6() implements Elementwise {

  @Override
  public String kind() {
    return "relu6";
  }

  @Override
  public float value(float x) {
    return Math.min(Math.max(x, 0), 6);
  }

  @Override
  public float slope(float x, float y) {
    return x > 0 && x < 6 ? 1 : 0;
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
