package dev.weft.layers;

/** What the specifications of pooling layers share: checks. */
final class PoolSpec {

  private PoolSpec() {}

  static void check(int size, int stride, Padding padding) {
    if (size < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "expected a pool size and stride of 1 or more, got size " + size + ", stride " + stride);
    }
    if (padding == null) {
      throw new IllegalArgumentException("expected a padding, got null");
    }
  }
}
