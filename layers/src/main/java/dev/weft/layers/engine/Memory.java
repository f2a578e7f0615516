package dev.weft.layers.engine;

/**
 * What a layer wants of a workspace, in floats.
 *
 * {@snippet :
 * Memory.perExample(10).perExample(); // = 10
 * }
 *
 * @param shared kept for the whole run, such as packed weights
 * @param perExample kept per example between forward and backward, such as the argmax of a pool
 * @param scratch per worker, valid within one call
 */
public record Memory(int shared, int perExample, int scratch) {

  /** Nothing. */
  public static final Memory NONE = new Memory(0, 0, 0);

  /**
   * As many floats as were counted, which may be more than there can be.
   *
   * @throws IllegalArgumentException if that is so
   */
  public static Memory of(long shared, long perExample, long scratch) {
    long most = Math.max(shared, Math.max(perExample, scratch));
    if (most > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("expected a layer that needs fewer than 2^31 floats, got " + most
          + "; use smaller images or fewer channels");
    }
    return new Memory((int) shared, (int) perExample, (int) scratch);
  }

  /** Memory kept for the whole run only. */
  public static Memory shared(int floats) {
    return new Memory(floats, 0, 0);
  }

  /** Memory kept per example only. */
  public static Memory perExample(int floats) {
    return new Memory(0, floats, 0);
  }
}
