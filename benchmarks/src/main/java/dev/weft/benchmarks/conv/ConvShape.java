package dev.weft.benchmarks.conv;

/** The convolutions of the reference network; 3 × 3, stride 1, valid padding. */
public enum ConvShape {
  /** 28 × 28 × 1 → 26 × 26 × 32, a 2 × 2 max-pool behind it. */
  CONV1(28, 1, 32),
  /** 13 × 13 × 32 → 11 × 11 × 64, a 2 × 2 max-pool behind it. */
  CONV2(13, 32, 64),
  /** 5 × 5 × 64 → 3 × 3 × 128. */
  CONV3(5, 64, 128);

  /** Rows and columns of the window. */
  static final int KERNEL = 3;

  private final int side;
  private final int channels;
  private final int filters;

  ConvShape(int side, int channels, int filters) {
    this.side = side;
    this.channels = channels;
    this.filters = filters;
  }

  /** Rows and columns of the input. */
  int side() {
    return side;
  }

  /** Rows and columns of the output. */
  int outSide() {
    return side - KERNEL + 1;
  }

  /** Rows and columns behind a 2 × 2 max-pool. */
  int pooledSide() {
    return outSide() / 2;
  }

  int channels() {
    return channels;
  }

  int filters() {
    return filters;
  }

  /** Floats of an input. */
  int inputSize() {
    return side * side * channels;
  }

  /** Output pixels. */
  int pixels() {
    return outSide() * outSide();
  }

  /** Elements of a window. */
  int patch() {
    return KERNEL * KERNEL * channels;
  }

  /**
   * Operations of a convolution forward, and of either gradient: every multiply-add of every output pixel counted as two,
   * whether or not an implementation skips some.
   */
  double flops(int batch) {
    return 2.0 * batch * pixels() * patch() * filters;
  }
}
