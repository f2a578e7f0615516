package dev.weft.layers;

import java.util.function.Supplier;

/**
 * Places that a layer computes when it first runs. A network that is only built or loaded needs none of them, and of a large
 * image they are many.
 */
final class Table {

  private final Supplier<int[]> places;
  private volatile int[] computed;

  Table(Supplier<int[]> places) {
    this.places = places;
  }

  /** The places; several threads that ask first may each compute them. */
  int[] get() {
    int[] known = computed;
    if (known == null) {
      known = places.get();
      computed = known;
    }
    return known;
  }
}
