package dev.weft.layers.engine;

import java.util.Arrays;
import java.util.List;

/**
 * The memory of a run that only predicts. Each worker has a region for one chunk of examples, in which an activation that nobody
 * reads any more makes room for the next; only what the layers share and the outputs of the network are kept for the whole batch.
 */
final class InferenceArena implements Arena {

  private final Steps steps;
  private final int chunk;
  private final int[] input;
  private final int[] y;
  private final int[] saved;
  private final int[] scratch;
  private final int[] shared;
  private final int[] outputs;
  private final int regions;
  private final int regionSize;
  private final float[] memory;

  InferenceArena(Steps steps, int capacity, int chunk, int workers) {
    this.steps = steps;
    this.chunk = chunk;
    this.input = new int[steps.inputs().size()];
    this.y = new int[steps.count()];
    this.saved = new int[steps.count()];
    this.scratch = new int[steps.count()];
    this.shared = new int[steps.count()];
    this.regionSize = Arena.checked(planRegion());
    long next = LINE - HEADER;
    for (int i = 0; i < steps.count(); i++) {
      shared[i] = Arena.checked(next);
      next += Arena.aligned(steps.layer(i).memory(false).shared());
    }
    this.regions = Arena.checked(next);
    next += (long) regionSize * workers;
    this.outputs = new int[steps.outputs().size()];
    for (int k = 0; k < outputs.length; k++) {
      outputs[k] = Arena.checked(next);
      next += Arena.aligned((long) steps.shape(steps.outputs().get(k)).size() * capacity);
    }
    this.memory = new float[Arena.checked(next + LINE)]; // kernels may read a vector behind the last block
  }

  /** Lays out a worker's region and returns its size. */
  private long planRegion() {
    int[] lastUse = lastUses();
    Region region = new Region();
    for (int k = 0; k < input.length; k++) {
      input[k] = region.take((long) steps.inputs().get(k).size() * chunk, lastUse[steps.slot(-1 - k)]);
    }
    for (int i = 0; i < y.length; i++) {
      Layer layer = steps.layer(i);
      Memory memory = layer.memory(false);
      region.free(i);
      y[i] = layer.isView(false) ? y(steps.list().get(i).inputs().get(0))
          : region.take((long) layer.outputShape().size() * chunk, lastUse[i]);
      saved[i] = region.take((long) memory.perExample() * chunk, i);
      scratch[i] = region.take(memory.scratch(), i);
    }
    return region.size();
  }

  /** The last step that reads each output, a view's readers being its input's too; inputs follow behind the steps. */
  private int[] lastUses() {
    List<List<Steps.Edge>> consumers = steps.consumers();
    int[] lastUse = new int[consumers.size()];
    for (int slot = 0; slot < lastUse.length; slot++) {
      lastUse[slot] = slot < steps.count() ? slot : -1;
      for (Steps.Edge edge : consumers.get(slot)) {
        lastUse[slot] = Math.max(lastUse[slot], edge.step());
      }
    }
    for (int output : steps.outputs()) {
      lastUse[output] = Integer.MAX_VALUE;
    }
    for (int i = steps.count() - 1; i >= 0; i--) {
      if (steps.layer(i).isView(false)) {
        int from = steps.slot(steps.list().get(i).inputs().get(0));
        lastUse[from] = Math.max(lastUse[from], lastUse[i]);
      }
    }
    return lastUse;
  }

  private int y(int index) {
    return index < 0 ? input[Step.networkInput(index)] : y[index];
  }

  private int region(int worker) {
    return regions + worker * regionSize;
  }

  /** Where input k of the chunk of a worker lies. */
  int input(int worker, int k) {
    return region(worker) + input[k];
  }

  /** Where output k of the chunk of a worker lies. */
  int chunkOutput(int worker, int k) {
    return region(worker) + y[steps.outputs().get(k)];
  }

  /** Where output k of the whole batch lies. */
  int output(int k) {
    return outputs[k];
  }

  @Override
  public float[] memory() {
    return memory;
  }

  Places places(int worker, int i) {
    Place[] x = steps.list().get(i).inputs().stream().map(k -> Place.ofBatch(region(worker) + y(k)))
        .toArray(Place[]::new);
    Place[] none = new Place[x.length];
    Arrays.fill(none, Place.NONE);
    return new Places(x, Place.ofBatch(region(worker) + y[i]), none, Place.NONE, shared[i], region(worker) + saved[i],
        steps.layer(i).memory(false).perExample(), region(worker) + scratch[i], 0);
  }
}
