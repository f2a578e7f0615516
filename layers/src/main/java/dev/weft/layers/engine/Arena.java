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

  /**
   * A block of examples.
   *
   * @param start where it starts; −1 if there is none
   * @param ofChunk whether the first example in it is the first of the worker's chunk, rather than that of the batch
   */
  record Place(int start, boolean ofChunk) {

    static final Place NONE = new Place(-1, false);

    static Place ofBatch(int start) {
      return new Place(start, false);
    }

    /** Where the chunk's first example starts. */
    int of(Chunk chunk, int size) {
      return ofChunk ? start : start + chunk.from() * size;
    }
  }

  /** Where the blocks of one step lie, example after example. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Places(
      Place[] x, Place y, Place[] dx, Place dy, int shared, int saved, int savedSize, int scratch, int scratchSize) {}

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
