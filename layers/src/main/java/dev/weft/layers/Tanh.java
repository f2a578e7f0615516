package dev.weft.layers;

/**
 * Hyperbolic tangent, {@code y = tanh(x)}.
 *
 * <p>Gradient: {@code dx = dy · (1 − y²)}. Shapes: any; y like x.
 *
 * <p>LeCun, Bottou, Orr and Müller 1998, <a href="https://doi.org/10.1007/3-540-49430-8_2">Efficient BackProp</a>, why it and not
 * the sigmoid.
 *
 * {@snippet :
 * Sequential.input(8).add(dense(64)).add(tanh()).build(1);
 * }
 */
public record Tanh() implements Elementwise {

  @Override
  public String kind() {
    return "tanh";
  }

  @Override
  public float value(float x) {
    return (float) Math.tanh(x);
  }

  @Override
  public float slope(float x, float y) {
    return 1 - y * y;
  }

  @Override
  public boolean slopeReadsInput() {
    return false;
  }
}
