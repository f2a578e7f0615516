package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.layers.oracle.Value;
import java.util.Arrays;

/** Compares float results with what they should be. */
final class Close {

  /** Some roundings of a float, relative to the largest number of an array: sums cancel, so small results may be off more. */
  static final double TOLERANCE = 5e-6;

  private Close() {}

  /** Asserts that two arrays hold the same bits; AssertJ alone takes seconds for large ones. */
  static void assertSameBits(float[] actual, float[] expected, String what) {
    if (!Arrays.equals(actual, expected)) {
      assertThat(actual).as(what).containsExactly(expected);
    }
  }

  static void assertClose(float[] actual, float[] expected, String what) {
    assertClose(actual, Value.doubles(expected), what);
  }

  static void assertClose(float[] actual, double[] expected, String what) {
    assertClose(actual, 0, expected, what);
  }

  /** Compares as many numbers as are expected, from an offset. */
  static void assertClose(float[] actual, int offset, double[] expected, String what) {
    assertClose(actual, offset, expected, what, TOLERANCE);
  }

  /** The same, to a tolerance relative to the largest number. */
  static void assertClose(float[] actual, int offset, double[] expected, String what, double tolerance) {
    assertThat(actual.length - offset).as("numbers in " + what).isGreaterThanOrEqualTo(expected.length);
    double largest = 1;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(actual[offset + i] - expected[i]) <= tolerance * largest)) {
        assertThat((double) actual[offset + i]).as("%s[%d] of %d", what, i, expected.length).isEqualTo(expected[i]);
      }
    }
  }
}
