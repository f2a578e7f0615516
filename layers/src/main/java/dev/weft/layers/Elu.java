package dev.weft.layers;

/**
 * Exponential linear unit, {@code y = x} for {@code x > 0}, else {@code alpha (exp(x) − 1)}.
 *
 * <p>Gradient: {@code dx = dy} for {@code x > 0}, else {@code dy · alpha exp(x)}; with an alpha of 1 there is no kink. Shapes:
 * any; y like x.
 *
 * <p>Clevert, Unterthiner and Hochreiter 2016, <a href="https://arxiv.org/abs/1511.07289">Fast and Accurate Deep Network Learning
 * by Exponential Linear Units</a>. The default alpha is 1.
 *
 * {@snippet :
 * Sequential.input(8).add(dense(64)).add(elu()).build(1);
 * }
 *
 * @param alpha what −y approaches for very negative inputs, finite
 */
public record Elu(float alpha) implements Elementwise {

  /** Checks alpha. */
  public Elu {
    if (!Float.isFinite(alpha)) {
      throw new IllegalArgumentException("expected a finite alpha, got " + alpha);
    }
  }

  @Override
  public String kind() {
    return "elu";
  }

  @Override
  public float value(float x) {
    return x > 0 ? x : (float) (alpha * Math.expm1(x)); // exp(x) − 1 would cancel near 0
  }

  @Override
  public float slope(float x, float y) {
    return x > 0 ? 1 : (float) (alpha * Math.exp(x));
  }

  @Override
  public boolean slopeReadsOutput() {
    return false;
  }

  /** With α = 1 the derivative is continuous. */
  @Override
  public boolean hasKinks() {
    return alpha != 1;
  }
}
