package dev.weft.layers;

import dev.weft.layers.engine.ConfigValue;

/**
 * What a window does at the border of an image.
 *
 * <p>{@link #VALID}, {@link #SAME} as TensorFlow and Keras have it, or rows and columns of zeros counted out: PyTorch's {@code
 * padding=1} is {@code Padding.of(1)}.
 *
 * <pre>
 * VALID          H' = ⌊(H − e) / s⌋ + 1         nothing is added
 * SAME           H' = ⌈H / s⌉                   a = max(0, (H' − 1) s + e − H) rows are added, p = ⌊a / 2⌋ of them above
 * of(p, b, …)    H' = ⌊(H + p + b − e) / s⌋ + 1   p rows above and b below
 * </pre>
 *
 * <p>for H rows, stride s and a window of {@code e = (k − 1) d + 1} rows with kernel size k and dilation d; columns likewise. So
 * same padding is not symmetric where a is odd: H = 28, k = 3, s = 2 has no row above and one below. {@code Padding.of(1)} has as
 * many outputs there, from windows that start one row higher.
 *
 * {@snippet :
 * Sequential.input(28, 28, 1).add(conv2D(8, 3)).build(1).outputShape(); // = (26, 26, 8)
 * Sequential.input(28, 28, 1).add(conv2D(8, 3).same()).build(1).outputShape(); // = (28, 28, 8)
 * Sequential.input(28, 28, 1).add(conv2D(8, 3).withPadding(Padding.of(0, 2, 0, 2))).build(1).outputShape(); // = (28, 28, 8)
 * }
 *
 * @param same whether zeros are added as {@link #SAME} says; then the four numbers are 0
 * @param top rows of zeros above the image
 * @param bottom rows of zeros below it
 * @param left columns of zeros in front of it
 * @param right columns of zeros behind it
 */
public record Padding(boolean same, int top, int bottom, int left, int right) implements ConfigValue {

  /** Windows lie within the image; the output shrinks. */
  public static final Padding VALID = new Padding(false, 0, 0, 0, 0);

  /** Zeros are added so that the output has ⌈extent / stride⌉ pixels, the odd one at the bottom and right. */
  public static final Padding SAME = new Padding(true, 0, 0, 0, 0);

  /** Checks the numbers. */
  public Padding {
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new IllegalArgumentException(
          "expected padding of 0 or more, got top " + top + ", bottom " + bottom + ", left " + left + ", right "
              + right);
    }
    if (same && (top > 0 || bottom > 0 || left > 0 || right > 0)) {
      throw new IllegalArgumentException("expected same padding or numbers of it, got both");
    }
  }

  /** The same number of zeros on each side. */
  public static Padding of(int each) {
    return of(each, each, each, each);
  }

  /** A number of zeros for each side. */
  public static Padding of(int top, int bottom, int left, int right) {
    return new Padding(false, top, bottom, left, right);
  }

  /**
   * Rows of zeros above and below an image.
   *
   * @param height rows of the image
   * @param reach rows from the first to the last of a window
   * @param stride step between windows
   */
  public int[] rows(int height, int reach, int stride) {
    return same ? same(height, reach, stride) : new int[] {top, bottom};
  }

  /** Columns of zeros in front of an image and behind it; see {@link #rows}. */
  public int[] columns(int width, int reach, int stride) {
    return same ? same(width, reach, stride) : new int[] {left, right};
  }

  private static int[] same(int extent, int reach, int stride) {
    int windows = Math.ceilDiv(extent, stride);
    int added = (int) Math.max(0, (windows - 1L) * stride + reach - extent); // less than the reach
    return new int[] {added / 2, added - added / 2};
  }

  /** {@code valid}, {@code same}, or the four numbers as {@code top,bottom,left,right}. */
  @Override
  public String configValue() {
    return same ? "same" : equals(VALID) ? "valid" : top + "," + bottom + "," + left + "," + right;
  }

  /**
   * Reads {@link #configValue()} back.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Padding parse(Object value) {
    if (value.equals("valid")) {
      return VALID;
    }
    if (value.equals("same")) {
      return SAME;
    }
    String[] sides = value.toString().split(",", -1);
    if (!value.toString().matches("\\d{1,9}(,\\d{1,9}){3}")) {
      throw new IllegalArgumentException(
          "expected 'valid', 'same' or four numbers such as '1,1,0,0', got '" + value + "'");
    }
    return of(
        Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), Integer.parseInt(sides[2]), Integer.parseInt(sides[3]));
  }

  @Override
  public String toString() {
    return configValue();
  }
}
