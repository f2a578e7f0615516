package dev.weft.layers;

import dev.weft.layers.engine.ConfigValue;

/**
 * A number for each of the two axes of an image: of rows and of columns.
 *
 * {@snippet :
 * conv2D(8, 3, 5).withStride(2, 1).stride(); // = 2x1
 * }
 *
 * @param height along the rows
 * @param width along the columns
 */
public record Size2D(int height, int width) implements ConfigValue {

  /** The same number for both axes. */
  public static Size2D of(int both) {
    return new Size2D(both, both);
  }

  /** Their product. */
  int area() {
    return height * width;
  }

  /** Whether both numbers are at least this. */
  boolean atLeast(int least) {
    return height >= least && width >= least;
  }

  /** A number if both are the same, else a text such as {@code "2x1"}. */
  @Override
  public Object configValue() {
    return height == width ? (Object) height : height + "x" + width;
  }

  /**
   * Reads {@link #configValue()} back.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Size2D parse(Object value) {
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return of(number.intValue());
    }
    String[] axes = value.toString().split("x", -1);
    if (!value.toString().matches("\\d{1,9}x\\d{1,9}")) {
      throw new IllegalArgumentException("expected a whole number or two such as '2x1', got " + value);
    }
    return new Size2D(Integer.parseInt(axes[0]), Integer.parseInt(axes[1]));
  }

  @Override
  public String toString() {
    return configValue().toString();
  }
}
