package dev.weft.layers;

/**
 * Smooth ReLU, {@code y = log(1 + exp(x))}.
 *
 * <p>Gradient: {@code dx = dy / (1 + exp(−x))}. Shapes: any; y like x. Computed as {@code max(x, 0) + log1p(exp(−|x|))}, which does
 * not overflow.
 *
 * <p>Dugas et al. 2001, <a
 * href="https://proceedings.neurips.cc/paper/2000/hash/44968aece94f667e4095002d140b5896-Abstract.html">Incorporating Second-Order
 * Functional Knowledge</a>.
 *
 * {@snippet :
 * Sequential.input(8).add(dense(1)).add(softplus()).build(1); // an output above 0
 * }
 */
public record Softplus() implements Elementwise {

  @Override
  public String kind() {
    return "softplus";
  }

  @Override
  public float value(float x) {
    return (float) (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
  }

  @Override
  public float slope(float x, float y) {
    return (float) Sigmoid.logistic(x);
  }

  @Override
  public boolean slopeReadsOutput() {
    return false;
  }
}
