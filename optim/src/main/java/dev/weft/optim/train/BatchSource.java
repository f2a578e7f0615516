package dev.weft.optim.train;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import dev.weft.optim.data.Augmentation;
import dev.weft.optim.data.Examples;

/**
 * Batches of examples, loaded by the worker that computes on them, every example once an epoch.
 *
 * <p>The order of an epoch is a function of (seed, epoch), so a run can be continued anywhere.
 */
final class BatchSource extends Feed {

  /** The random stream of the epochs' orders. */
  private static final long STREAM = 0x4f52444552L;

  private final Examples data;
  private final Augmentation augmentation;
  private final Shape image;
  private final long seed;
  private final boolean shuffled;
  private final int[] order;

  private long augmentationKey;
  private int start;

  BatchSource(Examples data, Augmentation augmentation, long seed) {
    this(data, augmentation, seed, true);
  }

  private BatchSource(Examples data, Augmentation augmentation, long seed, boolean shuffled) {
    this.data = data;
    this.augmentation = augmentation;
    this.image = data.inputShapes().getFirst();
    this.seed = seed;
    this.shuffled = shuffled;
    this.order = new int[data.size()];
    augmentation.requireImages(image);
    inOrder();
  }

  /** The examples as they are, in their own order. */
  static BatchSource plain(Examples data) {
    return new BatchSource(data, Augmentation.none(), 0, false);
  }

  private void inOrder() {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }

  @Override
  int size() {
    return order.length;
  }

  /** Shuffles for an epoch, unless the examples are to keep their order. */
  @Override
  void startEpoch(int epoch) {
    inOrder();
    if (shuffled) {
      CounterRandom.shuffle(order, CounterRandom.key(CounterRandom.key(seed, STREAM), epoch));
    }
    augmentationKey = Augmentation.key(seed, epoch);
  }

  @Override
  void startBatch(int place, int count) {
    start = place;
  }

  /** The number of the example in a slot of the current batch. */
  int example(int slot) {
    return order[start + slot];
  }

  @Override
  String describe(int slot) {
    return data.describe(example(slot));
  }

  @Override
  public void load(int slot, float[] x, int[] xOffsets, float[] target, int targetOffset) {
    int i = example(slot);
    data.loadInputs(i, x, xOffsets);
    augmentation.change(image, x, xOffsets[0], i, augmentationKey);
    data.loadTargets(i, target, targetOffset);
  }

  @Override
  public float weight(int slot) {
    return data.weight(example(slot));
  }
}
