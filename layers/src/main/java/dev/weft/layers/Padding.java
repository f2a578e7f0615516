package dev.weft.layers;

import java.util.Locale;

/**
 * What a window does at the border of an image. With extent H, stride s and a window of {@code e = (k − 1) d + 1} pixels for
 * kernel size k and dilation d:
 *
 * <pre>
 * VALID   H' = ⌊(H − e) / s⌋ + 1     nothing is added
 * SAME    H' = ⌈H / s⌉               max(0, (H' − 1) s + e − H) is added, ⌊half⌋ of it above and left, the rest below and right
 * </pre>
 *
 * <p>So same padding is not symmetric if the sum is odd: H = 28, k = 3, s = 2 has no row above and one below, as in TensorFlow and
 * Keras. A layer of PyTorch with {@code padding=1} has windows that start one row higher.
 */
public enum Padding {
  /** Windows lie within the image; the output shrinks. */
  VALID,
  /** Zeros are added so that the output has ⌈extent / stride⌉ pixels, the odd one at the bottom and right. */
  SAME;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Padding parse(String id) {
    for (Padding padding : values()) {
      if (padding.id().equals(id)) {
        return padding;
      }
    }
    throw new IllegalArgumentException("expected padding 'valid' or 'same', got '" + id + "'");
  }
}
