package dev.weft.layers.oracle;

/**
 * The windows that a convolution or pool lays over one axis of an image.
 *
 * <p>With valid padding every window lies within the image. With same padding there are {@code ⌈extent / stride⌉} of
 * them and what is missing is added at both ends, the odd one at the far end: the rule of TensorFlow and Keras,
 * <a href="https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2">Notes on padding</a>.
 *
 * @param extent pixels of the image along the axis
 * @param size taps of a window
 * @param stride distance between neighbouring windows
 * @param dilation distance between neighbouring taps
 * @param same same padding; then before and after do not count
 * @param zerosBefore pixels of padding in front
 * @param zerosAfter pixels of padding behind
 */
record Windows(int extent, int size, int stride, int dilation, boolean same, int zerosBefore, int zerosAfter) {

  private int reach() {
    return (size - 1) * dilation + 1;
  }

  /** How many windows there are. */
  int count() {
    int all = zerosBefore + extent + zerosAfter;
    int count = same ? Math.ceilDiv(extent, stride) : Math.floorDiv(all - reach(), stride) + 1;
    if (count < 1) {
      throw new IllegalArgumentException("expected an extent of at least " + reach() + ", got " + extent);
    }
    return count;
  }

  private int before() {
    return same ? Math.max(0, (count() - 1) * stride + reach() - extent) / 2 : zerosBefore;
  }

  /** The pixel under a tap of a window, −1 if that is padding. */
  int pixel(int window, int tap) {
    int pixel = window * stride + tap * dilation - before();
    return pixel >= 0 && pixel < extent ? pixel : -1;
  }
}
