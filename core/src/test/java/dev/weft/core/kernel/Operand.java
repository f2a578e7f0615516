package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

/**
 * A range of an array that a kernel may touch, between guards that it may not.
 *
 * <p>The guards are NaNs of a rare bit pattern: whoever reads one gets a NaN, whoever writes one is found out by {@link
 * #assertGuards}. An operand at offset 0 has no guards and fills its array, so that reading past its end throws.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Operand(float[] array, int offset, int length) {

  private static final int GUARD_BITS = 0x7fc0beef;
  private static final int GUARDS_BEHIND = 70;

  /** These numbers at an offset; a copy. */
  static Operand of(float[] data, int offset) {
    float[] array = new float[offset == 0 ? data.length : offset + data.length + GUARDS_BEHIND];
    Arrays.fill(array, Float.intBitsToFloat(GUARD_BITS));
    System.arraycopy(data, 0, array, offset, data.length);
    return new Operand(array, offset, data.length);
  }

  /** Whole numbers from −4 to 4, whose sums of products are exact in a float. */
  static Operand integers(int length, int offset, long seed) {
    return of(integers(length, seed), offset);
  }

  /** The numbers of {@link #integers(int, int, long)}. */
  static float[] integers(int length, long seed) {
    Random random = new Random(seed);
    float[] data = new float[length];
    for (int i = 0; i < length; i++) {
      data[i] = random.nextInt(9) - 4;
    }
    return data;
  }

  /** Standard normal numbers. */
  static Operand reals(int length, int offset, long seed) {
    Random random = new Random(seed);
    float[] data = new float[length];
    for (int i = 0; i < length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    return of(data, offset);
  }

  /** Room for a result, filled with a value that no result has. */
  static Operand room(int length, int offset) {
    float[] data = new float[length];
    Arrays.fill(data, 1e30f);
    return of(data, offset);
  }

  /** An equal operand in an array of its own. */
  Operand copy() {
    return new Operand(array.clone(), offset, length);
  }

  float get(int index) {
    return array[offset + index];
  }

  /** The numbers without the guards. */
  float[] data() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** Asserts that nothing was written outside the range. */
  void assertGuards() {
    for (int i = 0; i < array.length; i++) {
      if (i < offset || i >= offset + length) {
        assertThat(Float.floatToRawIntBits(array[i])).as("guard at %d, range starts at 0", i - offset)
            .isEqualTo(GUARD_BITS);
      }
    }
  }

  /** Asserts that both hold the same bits, guards included. */
  void assertSameBits(Operand expected, String what) {
    assertGuards();
    assertSameBits(data(), expected.data(), what);
  }

  /** Asserts that two arrays hold the same bits; all NaNs count as one. */
  static void assertSameBits(float[] actual, float[] expected, String what) {
    if (!Arrays.equals(actual, expected)) {
      assertThat(actual).as(what).containsExactly(expected);
    }
  }
}
