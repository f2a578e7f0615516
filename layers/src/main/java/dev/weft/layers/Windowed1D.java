package dev.weft.layers;

/**
 * Settings of a layer that moves a window over a sequence, and copies with others: {@code conv1D(32, 3).causal().withDilation(2)}.
 *
 * {@snippet :
 * conv1D(32, 3).causal().withDilation(2).withStride(2).stride(); // = 2
 * }
 *
 * @param <S> the description itself
 */
public interface Windowed1D<S> {

  /** The step between windows. */
  int stride();

  /** What happens at the ends. */
  Padding1D padding();

  /** The distance between neighbouring steps of a window. */
  int dilation();

  /** A copy with these three. */
  S windowed(int stride, Padding1D padding, int dilation);

  /** A copy with another stride. */
  default S withStride(int stride) {
    return windowed(stride, padding(), dilation());
  }

  /** A copy with another padding. */
  default S withPadding(Padding1D padding) {
    return windowed(stride(), padding, dilation());
  }

  /** A copy with as much padding at each end, as PyTorch counts it. */
  default S withPadding(int each) {
    return withPadding(Padding1D.of(each, each));
  }

  /** A copy with same padding. */
  default S same() {
    return withPadding(Padding1D.SAME);
  }

  /** A copy with all padding in front, so that no output sees a later step. */
  default S causal() {
    return withPadding(Padding1D.CAUSAL);
  }

  /** A copy with another dilation. */
  default S withDilation(int dilation) {
    return windowed(stride(), padding(), dilation);
  }
}
