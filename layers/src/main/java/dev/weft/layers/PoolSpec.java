package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.ParameterSlab;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What the specifications of pooling layers share: checks and windows, those of sequences as images of one row. */
final class PoolSpec {

  private PoolSpec() {}

  static void check(Size2D size, Size2D stride, Padding padding, Size2D dilation) {
    if (!size.atLeast(1) || !stride.atLeast(1) || !dilation.atLeast(1)) {
      throw new IllegalArgumentException(
          "expected a pool size and stride of 1 or more, got size " + size + ", stride " + stride
              + (dilation.equals(Size2D.of(1)) ? "" : ", dilation " + dilation));
    }
    if (padding == null) {
      throw new IllegalArgumentException("expected a padding, got null");
    }
  }

  static void check(int size, int stride, Padding1D padding, int dilation) {
    check(Size2D.of(size), Size2D.of(stride), padding == null ? null : Padding.VALID, Size2D.of(dilation));
  }

  /** The windows of a pool over a sequence as an image of one row, for whose places the slab must have room. */
  static Window window(
      Shape input, int size, int stride, int dilation, Padding1D padding, ParameterSlab.Builder parameters) {
    Window window = window(
        row(input), new Size2D(1, size), new Size2D(1, stride), new Size2D(1, dilation), padding.ofRow(size, dilation));
    parameters.requireRoomForTable(PoolRuns.most(window));
    return window;
  }

  /** The windows of a pool, each of which must have a pixel of the image: of nothing there is no maximum and no mean. */
  static Window window(Shape input, Size2D size, Size2D stride, Size2D dilation, Padding padding) {
    Window window = Window.of(input, size, stride, dilation, padding);
    int row = first(window.outHeight(), i -> window.countRows(i) == 0);
    int column = first(window.outWidth(), j -> window.countColumns(j) == 0);
    if (row >= 0 || column >= 0) {
      throw new IllegalArgumentException(
          "expected a pixel of the image in every window, got none in window (" + Math.max(0, row) + ", "
              + Math.max(0, column) + ") of size " + size + ", stride " + stride + ", dilation " + dilation
              + " and padding " + padding + " on " + input);
    }
    return window;
  }

  /** A sequence as an image of one row. */
  static Shape row(Shape input) {
    if (input.rank() != 2) {
      throw new IllegalArgumentException("expected a sequence of shape (steps, channels), got " + input);
    }
    return Shape.of(1, input.dim(0), input.dim(1));
  }

  private static int first(int end, IntPredicate isEmpty) {
    return IntStream.range(0, end).filter(isEmpty).findFirst().orElse(-1);
  }
}
