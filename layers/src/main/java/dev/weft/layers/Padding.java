package dev.weft.layers;

import java.util.Locale;

/** What a window does at the border of an image. */
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
