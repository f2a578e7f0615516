package dev.weft.layers.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * A region of memory in which blocks that nobody reads any more make room for others. Blocks are taken in the order of the times of
 * their first use; a new one goes into the first gap that has room.
 */
final class Region {

  private record Block(long from, long to, int lastUse) {}

  private final List<Block> alive = new ArrayList<>(); // in the order of their offsets
  private long size;

  /** Gives up the blocks that nobody reads from this time on. */
  void free(int time) {
    alive.removeIf(block -> block.lastUse() < time);
  }

  /** Where in the region a new block starts that is read for the last time then. */
  int take(long floats, int lastUse) {
    long length = Arena.aligned(floats);
    long from = 0;
    int place = 0;
    while (place < alive.size() && alive.get(place).from() < from + length) {
      from = Math.max(from, alive.get(place++).to());
    }
    alive.add(place, new Block(from, from + length, lastUse));
    size = Math.max(size, from + length);
    return Arena.checked(from);
  }

  /** The floats of the region. */
  long size() {
    return size;
  }
}
