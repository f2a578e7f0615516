package dev.weft.layers;

import dev.weft.core.tensor.Shape;

/** How large the image is that a transposed convolution makes, and the window of the convolution that it turns around, over that image. */
final class TransposedWindow {

  private TransposedWindow() {}

  /**
   * The window over the output.
   *
   * @throws IllegalArgumentException if the layer cannot take this input
   */
  static Window of(Conv2DTranspose.Spec spec, Shape input) {
    if (input.rank() != 3) {
      throw new IllegalArgumentException("expected an image of shape (height, width, channels), got " + input);
    }
    Size2D stride = spec.stride();
    Size2D dilation = spec.dilation();
    Size2D more = spec.outputPadding();
    Padding padding = spec.padding();
    if (more.height() >= stride.height() || more.width() >= stride.width()) {
      throw new IllegalArgumentException(
          "expected output padding below the stride, got output padding " + more + ", stride " + stride);
    }
    long height = padding.same() ? (long) input.dim(0) * stride.height()
        : extent(input.dim(0), spec.kernelHeight(), stride.height(), dilation.height())
            - ((long) padding.top() + padding.bottom()) + more.height();
    long width = padding.same() ? (long) input.dim(1) * stride.width()
        : extent(input.dim(1), spec.kernelWidth(), stride.width(), dilation.width())
            - ((long) padding.left() + padding.right()) + more.width();
    requirePossible(height, width, padding, input);
    return Window.of(Shape.of((int) height, (int) width, spec.filters()),
        new Size2D(spec.kernelHeight(), spec.kernelWidth()), stride, dilation, padding);
  }

  /** What the windows of {@code in} pixels cover. */
  private static long extent(int in, int kernel, int stride, int dilation) {
    return (in - 1L) * stride + (kernel - 1L) * dilation + 1;
  }

  private static void requirePossible(long height, long width, Padding padding, Shape input) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "expected an output of at least 1 × 1, got " + height + " × " + width + " with padding " + padding + " on "
              + input);
    }
    if (height > Integer.MAX_VALUE || width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("expected an output of at most " + Integer.MAX_VALUE + " pixels a side, got "
          + height + " × " + width + " on " + input);
    }
  }
}
