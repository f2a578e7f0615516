package dev.weft.layers.engine;

/**
 * Where everything of a run lies in one float array.
 *
 * <p>Blocks start at offsets that are 12 more than a multiple of 16: behind a Java array's header of 16 bytes they then
 * start on a cache line whenever the array itself does, as large arrays under the G1 collector do.
 */
interface Arena {

  /** Floats in a cache line. */
  int LINE = 16;

  /** Floats that a Java array's header takes. */
  int HEADER = 4;

  /** Where the blocks of one step lie, example after example; −1 where there is none. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Places(
      int[] x, int y, int[] dx, int dy, int shared, int saved, int savedSize, int scratch, int scratchSize) {}

  /** The array that all places are in. */
  float[] memory();

  /** The next offset at or behind this one at which a block may start. */
  static long aligned(long floats) {
    return (floats + LINE - 1) / LINE * LINE;
  }

  /** Refuses more floats than an array can have. */
  static int checked(long floats) {
    if (floats > Integer.MAX_VALUE - LINE) {
      throw new IllegalArgumentException(
          "expected a workspace of fewer than 2^31 floats, got " + floats + "; use a smaller batch");
    }
    return (int) floats;
  }
}
