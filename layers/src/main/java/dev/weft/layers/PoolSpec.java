package dev.weft.layers;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the specifications of pooling layers share: checks and configuration. */
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

  static Map<String, Object> config(int size, int stride, Padding padding) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("size", size);
    config.put("stride", stride);
    config.put("padding", padding.id());
    return config;
  }
}
