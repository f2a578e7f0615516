package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import java.util.Arrays;

/**
 * Where the windows of a convolution or pool lie over an image of shape (H, W, C).
 *
 * <p>Output extent with kernel k, dilation d, stride s and effective kernel {@code e = (k − 1) d + 1}: {@code
 * ⌊(H − e) / s⌋ + 1} for valid padding and {@code ⌈H / s⌉} for same padding, which adds {@code max(0, (out − 1) s + e − H)}
 * rows, the odd one at the bottom, as TensorFlow and Keras do.
 */
record Window(
    int height, int width, int channels, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth,
    int dilation, int padTop, int padLeft, int paddedHeight, int paddedWidth, int outHeight, int outWidth) {

  static Window of(Shape input, int kh, int kw, int sh, int sw, int dilation, Padding padding) {
    if (input.rank() != 3) {
      throw new IllegalArgumentException("expected an image of shape (height, width, channels), got " + input);
    }
    int height = input.dim(0);
    int width = input.dim(1);
    int eh = (kh - 1) * dilation + 1;
    int ew = (kw - 1) * dilation + 1;
    int addHeight = padding == Padding.SAME ? added(height, eh, sh) : 0;
    int addWidth = padding == Padding.SAME ? added(width, ew, sw) : 0;
    if (height + addHeight < eh || width + addWidth < ew || height == 0 || width == 0) {
      throw new IllegalArgumentException(
          "expected an image of at least " + eh + " × " + ew + " for the window, got " + input);
    }
    return new Window(height, width, input.dim(2), kh, kw, sh, sw, dilation, addHeight / 2, addWidth / 2,
        height + addHeight, width + addWidth, (height + addHeight - eh) / sh + 1, (width + addWidth - ew) / sw + 1);
  }

  private static int added(int extent, int effective, int stride) {
    int out = (extent + stride - 1) / stride;
    return Math.max(0, (out - 1) * stride + effective - extent);
  }

  boolean padded() {
    return paddedHeight != height || paddedWidth != width;
  }

  int pixels() {
    return outHeight * outWidth;
  }

  int paddedSize() {
    return paddedHeight * paddedWidth * channels;
  }

  /** Where each output pixel's window starts within a padded image, for several images in a row. */
  int[] rows(int images) {
    int[] rows = new int[images * pixels()];
    for (int r = 0; r < rows.length; r++) {
      int pixel = r % pixels();
      int y = pixel / outWidth * strideHeight;
      int x = pixel % outWidth * strideWidth;
      rows[r] = r / pixels() * paddedSize() + (y * paddedWidth + x) * channels;
    }
    return rows;
  }

  /** Where the runs of consecutive floats of a window start: its rows, or its single pixels if it is dilated. */
  int[] taps() {
    int perRow = dilation == 1 ? 1 : kernelWidth;
    int[] taps = new int[kernelHeight * perRow];
    for (int t = 0; t < taps.length; t++) {
      taps[t] = (t / perRow * paddedWidth + t % perRow) * dilation * channels;
    }
    return taps;
  }

  /** The length of each of those runs. */
  int tapLength() {
    return dilation == 1 ? kernelWidth * channels : channels;
  }

  /** Where every element of a window lies after its start, in the order of the taps. */
  int[] elements() {
    int[] taps = taps();
    int[] elements = new int[taps.length * tapLength()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = taps[i / tapLength()] + i % tapLength();
    }
    return elements;
  }

  /** First image row of the windows in output row i; padding is left out. */
  int firstRow(int i) {
    return Math.max(0, i * strideHeight - padTop);
  }

  /** One more than the last image row of the windows in output row i. */
  int endRow(int i) {
    return Math.min(height, i * strideHeight - padTop + kernelHeight);
  }

  /** First image column of the windows in output column j; padding is left out. */
  int firstColumn(int j) {
    return Math.max(0, j * strideWidth - padLeft);
  }

  /** One more than the last image column of the windows in output column j. */
  int endColumn(int j) {
    return Math.min(width, j * strideWidth - padLeft + kernelWidth);
  }

  /** The number of image pixels in the window of output pixel (i, j). */
  int count(int i, int j) {
    return (endRow(i) - firstRow(i)) * (endColumn(j) - firstColumn(j));
  }

  /** Copies an image into the middle of a padded one and clears the border. */
  void pad(float[] padded, int paddedOffset, float[] image, int imageOffset) {
    Arrays.fill(padded, paddedOffset, paddedOffset + paddedSize(), 0f);
    for (int row = 0; row < height; row++) {
      System.arraycopy(image, imageOffset + row * width * channels, padded, inner(paddedOffset, row), width * channels);
    }
  }

  /** Copies the middle of a padded image back: the transpose of {@link #pad}. */
  void crop(float[] image, int imageOffset, float[] padded, int paddedOffset) {
    for (int row = 0; row < height; row++) {
      System.arraycopy(padded, inner(paddedOffset, row), image, imageOffset + row * width * channels, width * channels);
    }
  }

  private int inner(int paddedOffset, int row) {
    return paddedOffset + ((row + padTop) * paddedWidth + padLeft) * channels;
  }
}
