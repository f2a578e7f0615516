package dev.weft.layers;

/**
 * Settings of a layer that moves a window over an image, and copies with others.
 *
 * {@snippet :
 * <S extends LayerSpec & Windowed<S>> S halving(S spec) {
 *   return spec.withStride(2).same();
 * }
 * }
 *
 * @param <S> the description itself
 */
public interface Windowed<S> {

  /** The step between windows. */
  Size2D stride();

  /** What happens at the border. */
  Padding padding();

  /** The distance between neighbouring pixels of a window. */
  Size2D dilation();

  /** A copy with these three. */
  S windowed(Size2D stride, Padding padding, Size2D dilation);

  /** A copy with another stride in both directions. */
  default S withStride(int stride) {
    return withStride(stride, stride);
  }

  /** A copy with another stride along the rows and the columns. */
  default S withStride(int height, int width) {
    return windowed(new Size2D(height, width), padding(), dilation());
  }

  /** A copy with another padding. */
  default S withPadding(Padding padding) {
    return windowed(stride(), padding, dilation());
  }

  /** A copy with as much padding on each side, as PyTorch counts it. */
  default S withPadding(int each) {
    return withPadding(Padding.of(each));
  }

  /** A copy with same padding. */
  default S same() {
    return withPadding(Padding.SAME);
  }

  /** A copy with another dilation in both directions. */
  default S withDilation(int dilation) {
    return withDilation(dilation, dilation);
  }

  /** A copy with another dilation along the rows and the columns. */
  default S withDilation(int height, int width) {
    return windowed(stride(), padding(), new Size2D(height, width));
  }
}
