package dev.weft.layers;

import dev.weft.core.kernel.Product;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;

/**
 * Where the windows of a convolution or pool lie over an image of shape (H, W, C).
 *
 * <p>Output extent with kernel k, dilation d, stride s, effective kernel {@code e = (k − 1) d + 1} and p rows of zeros: {@code
 * ⌊(H + p − e) / s⌋ + 1}. Same padding takes the p that makes it {@code ⌈H / s⌉}, the odd row at the bottom, as TensorFlow and
 * Keras do.
 */
record Window(
    int height, int width, int channels, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth,
    int dilationHeight, int dilationWidth, int padTop, int padLeft, int paddedHeight, int paddedWidth, int outHeight,
    int outWidth) {

  /** The size of an image with its padding: places in as many images as are computed at once are ints. */
  static final int MOST_VALUES = Integer.MAX_VALUE / Workspace.MAX_CHUNK;

  private static final int MOST_REACH = 1 << 29;

  static Window of(Shape input, Size2D kernel, Size2D stride, Size2D dilation, Padding padding) {
    if (input.rank() != 3) {
      throw new IllegalArgumentException("expected an image of shape (height, width, channels), got " + input);
    }
    int height = input.dim(0);
    int width = input.dim(1);
    int reachHeight = reach(kernel.height(), dilation.height());
    int reachWidth = reach(kernel.width(), dilation.width());
    int[] rows = padding.rows(height, reachHeight, stride.height());
    int[] columns = padding.columns(width, reachWidth, stride.width());
    int paddedHeight = padded(height, rows);
    int paddedWidth = padded(width, columns);
    if (paddedHeight < reachHeight || paddedWidth < reachWidth || height == 0 || width == 0) {
      throw new IllegalArgumentException(
          "expected an image of at least " + reachHeight + " × " + reachWidth + " for the window, got " + input
              + (paddedHeight + paddedWidth > height + width ? " and padding " + padding : ""));
    }
    long pixels = (long) paddedHeight * paddedWidth;
    if (pixels > MOST_VALUES || pixels * input.dim(2) > MOST_VALUES) {
      throw new IllegalArgumentException("expected an image of at most " + MOST_VALUES + " values, got " + input
          + (paddedHeight + paddedWidth > height + width ? " and padding " + padding : ""));
    }
    // A step over the whole image is never taken, and places are multiples of it.
    int strideHeight = Math.min(stride.height(), paddedHeight);
    int strideWidth = Math.min(stride.width(), paddedWidth);
    return new Window(
        height, width, input.dim(2), kernel.height(), kernel.width(), strideHeight, strideWidth, dilation.height(),
        dilation.width(), rows[0], columns[0], paddedHeight, paddedWidth,
        (paddedHeight - reachHeight) / strideHeight + 1, (paddedWidth - reachWidth) / strideWidth + 1);
  }

  private static int reach(int kernel, int dilation) {
    long reach = (kernel - 1L) * dilation + 1;
    if (reach > MOST_REACH) {
      throw new IllegalArgumentException("expected a window that reaches over at most " + MOST_REACH
          + " pixels, got a kernel of " + kernel + " with a dilation of " + dilation);
    }
    return (int) reach;
  }

  private static int padded(int extent, int[] zeros) {
    long padded = (long) extent + zeros[0] + zeros[1];
    if (padded > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("expected at most " + Integer.MAX_VALUE + " pixels a side with padding, got "
          + padded);
    }
    return (int) padded;
  }

  /** Whether windows lie at every pixel and their taps side by side. */
  boolean dense() {
    return strideHeight == 1 && strideWidth == 1 && dilationHeight == 1 && dilationWidth == 1;
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

  /** Where the runs of consecutive floats of a window start: its rows, or its single pixels if columns are dilated. */
  int[] taps() {
    return taps(dilationWidth == 1 ? 1 : kernelWidth);
  }

  /** Where the single pixels of a window start. */
  int[] pixelTaps() {
    return taps(kernelWidth);
  }

  private int[] taps(int perRow) {
    int[] taps = new int[kernelHeight * perRow];
    for (int t = 0; t < taps.length; t++) {
      taps[t] = (t / perRow * dilationHeight * paddedWidth + t % perRow * dilationWidth) * channels;
    }
    return taps;
  }

  /** The length of each run of {@link #taps()}. */
  int tapLength() {
    return dilationWidth == 1 ? kernelWidth * channels : channels;
  }

  /** The product of windows with a matrix of n columns. */
  Product product(int n) {
    return Product.of(taps(), tapLength(), n);
  }

  /** Where the image pixel under tap (u, v) of the window of output pixel (i, j) lies, or −1 if that is padding. */
  int pixel(int i, int u, int j, int v) {
    int row = i * strideHeight - padTop + u * dilationHeight;
    int column = j * strideWidth - padLeft + v * dilationWidth;
    return row < 0 || row >= height || column < 0 || column >= width ? -1 : (row * width + column) * channels;
  }

  /** The number of image pixels in the window of output pixel (i, j). */
  int count(int i, int j) {
    return countRows(i) * countColumns(j);
  }

  /** The number of image rows in the windows of output row i. */
  int countRows(int i) {
    return inside(i * strideHeight - padTop, dilationHeight, kernelHeight, height);
  }

  /** The number of image columns in the windows of output column j. */
  int countColumns(int j) {
    return inside(j * strideWidth - padLeft, dilationWidth, kernelWidth, width);
  }

  /** How many t below {@code taps} have a {@code first + t · step} from 0 to below the extent. */
  private static int inside(int first, int step, int taps, int extent) {
    int from = Math.max(0, Math.ceilDiv(-first, step));
    int to = Math.min(taps, Math.ceilDiv(extent - first, step));
    return Math.max(0, to - from);
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
