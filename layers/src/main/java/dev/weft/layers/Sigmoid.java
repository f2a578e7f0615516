package dev.weft.layers;

/**
 * Logistic function, {@code y = 1 / (1 + exp(−x))}.
 *
 * <p>Gradient: {@code dx = dy · y (1 − y)}. Shapes: any; y like x.
 *
 * <p>Rumelhart, Hinton and Williams 1986, <a href="https://doi.org/10.1038/323533a0">Learning representations by
 * back-propagating errors</a>.
 *
 * {@snippet :
 * Sequential.input(8).add(dense(8)).add(sigmoid()).add(dense(1)).build(1);
 * }
 */
// Derived in docs/book/02-neuron.md.
public record Sigmoid() implements Elementwise {

  @Override
  public String kind() {
    return "sigmoid";
  }

  @Override
  public float value(float x) {
    return (float) logistic(x);
  }

  @Override
  public float slope(float x, float y) {
    return y * (1 - y);
  }

  @Override
  public boolean slopeReadsInput() {
    return false;
  }

  /** {@code 1 / (1 + exp(−x))} in double precision. */
  static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
