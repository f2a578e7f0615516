package dev.weft.optim.train;

import dev.weft.core.random.CounterRandom;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.optim.data.Augmentation;
import dev.weft.optim.data.Dataset;
import java.util.Arrays;

/**
 * Batches of a dataset: scaled pixels and one-hot targets, gathered by the worker that computes on them.
 *
 * <p>The order of an epoch is a function of (seed, epoch), so a run can be continued anywhere.
 */
final class BatchSource implements ExampleSource {

  /** The random stream of the epochs' orders. */
  private static final long STREAM = 0x4f52444552L;

  private final Dataset data;
  private final Augmentation augmentation;
  private final long seed;
  private final int[] order;

  private long augmentationKey;
  private int start;

  BatchSource(Dataset data, Augmentation augmentation, long seed) {
    this.data = data;
    this.augmentation = augmentation;
    this.seed = seed;
    this.order = new int[data.size()];
    inOrder();
  }

  /** The examples as they are, in their own order. */
  static BatchSource plain(Dataset data) {
    return new BatchSource(data, Augmentation.none(), 0);
  }

  private void inOrder() {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }

  /** Shuffles for an epoch. */
  void startEpoch(int epoch) {
    inOrder();
    CounterRandom.shuffle(order, CounterRandom.key(CounterRandom.key(seed, STREAM), epoch));
    augmentationKey = Augmentation.key(seed, epoch);
  }

  /** Makes slot 0 the example at this place of the order. */
  void startBatch(int place) {
    start = place;
  }

  /** The class of the example in a slot of the current batch. */
  int label(int slot) {
    return data.label(order[start + slot]);
  }

  @Override
  public void load(int slot, float[] x, int xOffset, float[] target, int targetOffset) {
    int i = order[start + slot];
    augmentation.gatherScaled(data, x, xOffset, i, Dataset.UNIT_SCALE, augmentationKey);
    Arrays.fill(target, targetOffset, targetOffset + data.classes(), 0f);
    target[targetOffset + data.label(i)] = 1f;
  }
}
