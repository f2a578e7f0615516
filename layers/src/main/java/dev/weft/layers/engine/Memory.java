package dev.weft.layers.engine;

/**
 * What a layer wants of a workspace, in floats.
 *
 * @param shared kept for the whole run, such as packed weights
 * @param perExample kept per example between forward and backward, such as the argmax of a pool
 * @param scratch per worker, valid within one call
 */
public record Memory(int shared, int perExample, int scratch) {

  /** Nothing. */
  public static final Memory NONE = new Memory(0, 0, 0);

  /** Memory kept for the whole run only. */
  public static Memory shared(int floats) {
    return new Memory(floats, 0, 0);
  }

  /** Memory kept per example only. */
  public static Memory perExample(int floats) {
    return new Memory(0, floats, 0);
  }
}
