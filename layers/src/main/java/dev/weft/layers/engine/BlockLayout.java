package dev.weft.layers.engine;

import java.util.Comparator;
import java.util.List;

/**
 * Where blocks lie. Those of the whole batch have a region, and those that only live within a phase a small one for each worker, which
 * stays in the cache; in both, a block makes room for others when its life is over.
 */
final class BlockLayout {

  private final List<MemoryBlock> ofBatch;
  private final List<MemoryBlock> ofChunk;
  private final Region batchRegion = new Region();
  private final Region chunkRegion = new Region();
  private final int[] starts; // within their region; those of the batch first

  /**
   * Lays the blocks out.
   *
   * @param capacity examples of a batch
   * @param chunk the most examples of a chunk
   */
  BlockLayout(List<MemoryBlock> blocks, int capacity, int chunk) {
    this.ofBatch = blocks.stream().filter(block -> !block.ofChunk())
        .sorted(Comparator.comparingInt(MemoryBlock::firstPhase)).toList();
    this.ofChunk =
        blocks.stream().filter(MemoryBlock::ofChunk).sorted(Comparator.comparingInt(MemoryBlock::firstTime)).toList();
    this.starts = new int[blocks.size()];
    int next = 0;
    for (MemoryBlock block : ofBatch) {
      batchRegion.free(block.firstPhase());
      starts[next++] = batchRegion.take((long) block.size() * capacity, block.lastPhase());
    }
    for (MemoryBlock block : ofChunk) {
      chunkRegion.free(block.firstTime());
      starts[next++] = chunkRegion.take((long) block.size() * chunk, block.lastTime());
    }
  }

  /** Floats of the region of the batch. */
  long batchSize() {
    return batchRegion.size();
  }

  /** Floats of the region of each worker. */
  long chunkSize() {
    return chunkRegion.size();
  }

  /** Tells each block where it lies, if the regions start there; the workers' ones lie behind each other. */
  void startAt(int batchStart, int chunkStart, int workers) {
    int next = 0;
    for (MemoryBlock block : ofBatch) {
      block.placeAt(Arena.Place.ofBatch(batchStart + starts[next++]));
    }
    for (MemoryBlock block : ofChunk) {
      Arena.Place[] places = new Arena.Place[workers];
      for (int worker = 0; worker < workers; worker++) {
        places[worker] = new Arena.Place(Math.toIntExact(chunkStart + worker * chunkSize() + starts[next]), true);
      }
      block.placeAt(places);
      next++;
    }
  }
}
