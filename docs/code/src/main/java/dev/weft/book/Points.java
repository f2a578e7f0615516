package dev.weft.book;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The coordinates of curves. */
public final class Points {

  private Points() {}

  /** The whole numbers from {@code from} to {@code to}, both included. */
  public static double[] whole(int from, int to) {
    return IntStream.rangeClosed(from, to).asDoubleStream().toArray();
  }

  /** So many numbers at equal distances, both ends included. */
  public static double[] evenly(double from, double to, int count) {
    return IntStream.range(0, count).mapToDouble(i -> from + (to - from) * i / (count - 1)).toArray();
  }

  /** Whole numbers from 1 to {@code to}, both included, at nearly equal distances on a logarithmic axis; at most so many. */
  public static int[] growing(int to, int most) {
    return IntStream.range(0, most).map(i -> (int) Math.round(Math.pow(to, (double) i / (most - 1)))).distinct()
        .toArray();
  }

  /** The value of a function at each place. */
  public static double[] at(double[] x, DoubleUnaryOperator function) {
    return DoubleStream.of(x).map(function).toArray();
  }
}
