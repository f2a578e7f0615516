package dev.weft.book.performance;

import java.util.Locale;

/**
 * A way to compute a convolution, as it is written in a mark: {@code CONV2/IM2COL} alone, {@code CONV2+/FUSED} with ReLU and
 * max-pool, {@code CONV2/IMPLICIT_GEMM@scalar} with other kernels.
 *
 * @param shape which convolution of the reference network
 * @param pooled whether the ReLU and the max-pool behind it are part of it
 * @param way the benchmark's name of it
 * @param kernels {@code scalar}, or the number of bits if it is not the widest; else empty
 */
record Rung(String shape, boolean pooled, String way, String kernels) {

  static Rung of(String text) {
    String[] atKernels = text.split("@", 2);
    String[] way = atKernels[0].split("/", 2);
    boolean pooled = way[0].endsWith("+");
    return new Rung(pooled ? way[0].substring(0, way[0].length() - 1) : way[0], pooled, way[1],
        atKernels.length < 2 ? "" : atKernels[1]);
  }

  /** The name of the measurement in kernels.json. */
  String figure(String direction) {
    return (pooled ? "PooledConvolutionBenchmark." : "ConvolutionBenchmark.") + direction + " " + shape + " " + way
        + (kernels.isEmpty() ? "" : " " + kernels);
  }

  /** The convolution's name in the text. */
  String layer() {
    return shape.toLowerCase(Locale.ROOT);
  }

  /** Whether a network of the library computes it in this way. */
  boolean isTheLibrarys() {
    return way.equals("IMPLICIT_GEMM") || way.startsWith("FUSED");
  }

  /** What is done, in words. */
  String words() {
    String words = switch (way) {
      case "NAIVE" -> "plain loops";
      case "IM2COL" -> "im2col + GEMM";
      case "IMPLICIT_GEMM" -> "rows and taps";
      case "SEPARATE" -> "three layers";
      case "FUSED_DIRECT" -> "fused, direct forward";
      case "FUSED" -> shape.equals("CONV1") ? "fused, weights in registers" : "fused, Winograd forward";
      default -> throw new IllegalArgumentException("expected a way of the convolution benchmarks, got " + way);
    };
    return switch (kernels) {
      case "" -> words;
      case "scalar" -> "filters innermost (scalar kernels)";
      default -> words + ", " + kernels + " bits";
    };
  }
}
