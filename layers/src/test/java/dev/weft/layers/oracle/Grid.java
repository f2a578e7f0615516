package dev.weft.layers.oracle;

/**
 * How windows lie over an image: steps and gaps along both axes, and same padding or rows and columns of padding on each side.
 *
 * @param strideHeight rows between neighbouring windows
 * @param strideWidth columns between neighbouring windows
 * @param dilationHeight rows between neighbouring taps
 * @param dilationWidth columns between neighbouring taps
 * @param same same padding; then the rest is 0
 * @param top rows of padding above
 * @param bottom rows of padding below
 * @param left columns of padding in front
 * @param right columns of padding behind
 */
public record Grid(
    int strideHeight, int strideWidth, int dilationHeight, int dilationWidth, boolean same, int top, int bottom,
    int left,
    int right) {

  /** Both paddings that have a name. */
  public static Grid of(int strideHeight, int strideWidth, int dilation, boolean same) {
    return new Grid(strideHeight, strideWidth, dilation, dilation, same, 0, 0, 0, 0);
  }

  /** The windows along the rows of an image (N, H, W, C). */
  Windows rows(Value x, int size) {
    return new Windows(x.dim(1), size, strideHeight, dilationHeight, same, top, bottom);
  }

  /** The windows along its columns. */
  Windows columns(Value x, int size) {
    return new Windows(x.dim(2), size, strideWidth, dilationWidth, same, left, right);
  }

  /** The windows along the rows of an image of which each pixel of x is a window, as PyTorch and (same) Keras say. */
  Windows rowsOver(Value x, int size, int more) {
    int whole = (x.dim(1) - 1) * strideHeight + (size - 1) * dilationHeight + 1;
    int extent = same ? x.dim(1) * strideHeight : whole - top - bottom + more;
    return new Windows(extent, size, strideHeight, dilationHeight, same, top, bottom);
  }

  /** The windows along its columns. */
  Windows columnsOver(Value x, int size, int more) {
    int whole = (x.dim(2) - 1) * strideWidth + (size - 1) * dilationWidth + 1;
    int extent = same ? x.dim(2) * strideWidth : whole - left - right + more;
    return new Windows(extent, size, strideWidth, dilationWidth, same, left, right);
  }
}
