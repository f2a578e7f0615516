package dev.weft.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What C2 makes of {@code y += a x} by itself: with both arrays read from their beginning, and each from an offset that it
 * does not know. With {@code -jvmArgsPrepend -XX:-UseSuperWord} it makes vectors of neither.
 */
public class AxpyBenchmark extends WeftBenchmark {

  private static final int OFFSET = 64;
  private static final int ROUNDS = 64;

  /** Floats in a row. */
  @Param({"64", "1024"})
  public int count;

  private float[] x;
  private float[] y;
  private int xOffset;
  private int yOffset;

  /** Fills the arrays. */
  @Setup
  public void prepare() {
    x = RandomFloats.normal(count + OFFSET);
    y = new float[count + OFFSET];
    xOffset = OFFSET;
    yOffset = OFFSET / 2;
  }

  /** From the first element of both. */
  @Benchmark
  public float[] fromStart(Rates.Flops rate) {
    for (int round = 0; round < ROUNDS; round++) {
      axpy(y, 1e-3f, x, count);
    }
    rate.add(2.0 * count * ROUNDS);
    return y;
  }

  /** From two offsets, as the scalar kernels do. */
  @Benchmark
  public float[] fromOffsets(Rates.Flops rate) {
    for (int round = 0; round < ROUNDS; round++) {
      axpy(y, yOffset, 1e-3f, x, xOffset, count);
    }
    rate.add(2.0 * count * ROUNDS);
    return y;
  }

  private static void axpy(float[] y, float a, float[] x, int count) {
    for (int j = 0; j < count; j++) {
      y[j] += a * x[j];
    }
  }

  private static void axpy(float[] y, int yOffset, float a, float[] x, int xOffset, int count) {
    for (int j = 0; j < count; j++) {
      y[yOffset + j] += a * x[xOffset + j];
    }
  }
}
