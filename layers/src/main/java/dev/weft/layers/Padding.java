package dev.weft.layers;

/** What a window does at the border of an image. */
public enum Padding {
  /** Windows lie within the image; the output shrinks. */
  VALID,
  /** Zeros are added so that the output has ⌈extent / stride⌉ pixels, the odd one at the bottom and right. */
  SAME;
}
