package dev.weft.layers.engine;

/** Memory for an output of a step, or for gradients, from its first writer to its last reader. */
final class MemoryBlock {

  /** Floats of an example. */
  private final int size;

  private boolean kept;
  private int firstPhase = -1;
  private int lastPhase;
  private int firstTime;
  private int lastTime;
  private Arena.Place[] places; // by worker

  MemoryBlock(int size) {
    this.size = size;
  }

  /** Is to be there after the run. */
  void keep() {
    kept = true;
  }

  /** Is written or read then; times never fall. */
  void use(int phase, int time) {
    if (firstPhase < 0) {
      firstPhase = phase;
      firstTime = time;
    }
    lastPhase = phase;
    lastTime = time;
  }

  /** Whether only the worker's chunk of examples needs room: nobody reads it in a later phase. */
  boolean ofChunk() {
    return !kept && firstPhase == lastPhase;
  }

  int size() {
    return size;
  }

  int firstPhase() {
    return kept ? -1 : firstPhase;
  }

  int lastPhase() {
    return kept ? Integer.MAX_VALUE : lastPhase;
  }

  int firstTime() {
    return firstTime;
  }

  int lastTime() {
    return lastTime;
  }

  void placeAt(Arena.Place... places) {
    this.places = places;
  }

  Arena.Place place(int worker) {
    return places[places.length == 1 ? 0 : worker];
  }
}
