package dev.weft.book.own;

import dev.weft.layers.Elementwise;

/**
 * {@code y = x / (1 + |x|)}, from −1 to 1.
 *
 * <p>Gradient: {@code dx = dy / (1 + |x|)²}, which is smooth at 0.
 */
public record Softsign() implements Elementwise {

  @Override
  public String kind() {
    return "softsign";
  }

  @Override
  public float value(float x) {
    return x / (1 + Math.abs(x));
  }

  @Override
  public float slope(float x, float y) {
    return 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x)));
  }
}
