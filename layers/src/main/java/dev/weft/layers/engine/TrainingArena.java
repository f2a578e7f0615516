package dev.weft.layers.engine;

/** The memory of a run that trains. */
final class TrainingArena implements Arena {

  private final Steps steps;
  private final TrainingBlocks blocks;
  private final int[] shared;
  private final int[] saved;
  private final int scratch;
  private final int scratchSize;
  private final float[] memory;
  private long next = LINE - HEADER;

  TrainingArena(Steps steps, TrainingBlocks blocks, int capacity, int workers) {
    int count = steps.count();
    this.steps = steps;
    this.blocks = blocks;
    this.shared = new int[count];
    this.saved = new int[count];
    int largestScratch = 0;
    for (int i = 0; i < count; i++) {
      Memory wanted = steps.layer(i).memory(true);
      shared[i] = take(wanted.shared());
      saved[i] = take((long) wanted.perExample() * capacity);
      largestScratch = Math.max(largestScratch, wanted.scratch());
    }
    this.scratchSize = (int) Arena.aligned(largestScratch);
    this.scratch = take((long) scratchSize * workers);
    BlockLayout layout = new BlockLayout(blocks.all(), capacity, Math.min(capacity, Workspace.MAX_CHUNK));
    layout.startAt(take(layout.batchSize()), take(layout.chunkSize() * workers), workers);
    this.memory = new float[Arena.checked(next + LINE)]; // kernels may read a vector behind the last block
  }

  private int take(long floats) {
    int start = Arena.checked(next);
    next += Arena.aligned(floats);
    return start;
  }

  /** Where input k of the network lies. */
  int input(int k) {
    return blocks.y(0, -1 - k).start();
  }

  /** Where output k of the network lies. */
  int output(int k) {
    return blocks.y(0, steps.outputs().get(k)).start();
  }

  /** Where outputs and gradients lie. */
  TrainingBlocks blocks() {
    return blocks;
  }

  @Override
  public float[] memory() {
    return memory;
  }

  Places places(int worker, int i) {
    Place[] x = steps.list().get(i).inputs().stream().map(from -> blocks.y(worker, from)).toArray(Place[]::new);
    return new Places(x, blocks.y(worker, i), blocks.dx(worker, i), blocks.dy(worker, i), shared[i], saved[i],
        steps.layer(i).memory(true).perExample(), scratch, scratchSize);
  }
}
