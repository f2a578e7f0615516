package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import java.util.List;

/**
 * Plans where everything of a run lies in one float array.
 *
 * <p>Blocks start at offsets that are 12 more than a multiple of 16: behind a Java array's header of 16 bytes they then
 * start on a cache line whenever the array itself does, as large arrays under the G1 collector do.
 */
final class Arena {

  /** Where the blocks of one layer lie; −1 where there is none. */
  record Places(
      int x, int y, int dx, int dy, int shared, int saved, int scratch, int scratchSize) {}

  private static final int LINE = 16;
  private static final int HEADER = 4;

  private long next = LINE - HEADER;
  private final int[] y;
  private final int[] dy;
  private final int[] shared;
  private final int[] saved;
  private final int input;
  private final int inputGradient;
  private final int scratch;
  private final int scratchSize;
  private final float[] memory;

  Arena(Shape input, List<Layer> layers, int capacity, int workers, boolean training, boolean inputGradient) {
    int count = layers.size();
    this.y = new int[count];
    this.dy = new int[count];
    this.shared = new int[count];
    this.saved = new int[count];
    this.input = take((long) input.size() * capacity);
    this.inputGradient = training && inputGradient ? take((long) input.size() * capacity) : -1;
    int largestScratch = 0;
    for (int i = 0; i < count; i++) {
      Layer layer = layers.get(i);
      long outputs = (long) layer.outputShape().size() * capacity;
      boolean view = layer.isView(training);
      y[i] = view ? yBefore(i) : take(outputs);
      dy[i] = !training ? -1 : view ? dyBefore(i) : take(outputs);
      if (view && training && dy[i] < 0) {
        dy[i] = take(outputs); // nothing before it has a gradient to share
      }
      shared[i] = take(layer.memory().shared());
      saved[i] = take((long) layer.memory().perExample() * capacity);
      largestScratch = Math.max(largestScratch, layer.memory().scratch());
    }
    this.scratchSize = (largestScratch + LINE - 1) / LINE * LINE;
    this.scratch = take((long) scratchSize * workers);
    this.memory = new float[Math.toIntExact(next)];
  }

  private int take(long floats) {
    long start = next;
    next += (floats + LINE - 1) / LINE * LINE;
    if (next > Integer.MAX_VALUE - LINE) {
      throw new IllegalArgumentException(
          "expected a workspace of fewer than 2^31 floats, got more; use a smaller batch");
    }
    return (int) start;
  }

  private int yBefore(int layer) {
    return layer == 0 ? input : y[layer - 1];
  }

  private int dyBefore(int layer) {
    return layer == 0 ? inputGradient : dy[layer - 1];
  }

  float[] memory() {
    return memory;
  }

  int input() {
    return input;
  }

  int inputGradient() {
    return inputGradient;
  }

  Places places(int layer) {
    return new Places(
        yBefore(layer), y[layer], dyBefore(layer), dy[layer], shared[layer], saved[layer], scratch,
        scratchSize);
  }
}
