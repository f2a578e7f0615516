package dev.weft.optim.train;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.augment.Augmenter;
import dev.weft.optim.data.ClassLabels;
import dev.weft.optim.data.Examples;

/**
 * Batches of examples, loaded by the worker that computes on them, every example once an epoch.
 *
 * <p>The order of an epoch is a function of (seed, epoch), so a run can be continued anywhere.
 */
final class BatchSource extends Feed {

  /** The random stream of the epochs' orders. */
  private static final long STREAM = 0x4f52444552L;

  private static final int[] FIRST = {0};

  private final Examples data;
  private final ClassLabels labels;
  private final boolean mixes;
  private final ThreadLocal<Work> work;
  private final long seed;
  private final boolean shuffled;
  private final int[] order;

  private int epoch;
  private int start;

  BatchSource(Examples data, Augmentation augmentation, long seed) {
    this(data, augmentation, seed, true);
  }

  private BatchSource(Examples data, Augmentation augmentation, long seed, boolean shuffled) {
    this.data = data;
    this.labels = data.classLabels().orElse(null);
    this.mixes = augmentation.mixing() != null;
    this.seed = seed;
    this.shuffled = shuffled;
    this.order = new int[data.size()];
    augmentation.requireImages(data.inputShapes().getFirst());
    this.work = augmentation.isNone() ? null : ThreadLocal.withInitial(() -> new Work(data, augmentation, seed));
    inOrder();
  }

  /** What a thread needs to change examples. */
  private static final class Work {
    final Augmenter augmenter;
    final float[] partner;
    final float[] partnerTarget;

    Work(Examples data, Augmentation augmentation, long seed) {
      Shape input = data.inputShapes().getFirst();
      boolean mixes = augmentation.mixing() != null;
      this.augmenter = new Augmenter(augmentation, input, seed);
      this.partner = new float[mixes ? input.size() : 0];
      this.partnerTarget = new float[mixes ? data.targetShapes().stream().mapToInt(Shape::size).sum() : 0];
    }
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
    this.epoch = epoch;
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
    data.loadTargets(i, target, targetOffset);
    if (work != null) {
      change(work.get(), i, x, xOffsets[0], target, targetOffset);
    }
  }

  private void change(Work own, int i, float[] x, int xOffset, float[] target, int targetOffset) {
    own.augmenter.change(x, xOffset, epoch, i, label(i));
    if (!mixes) {
      return;
    }
    int j = own.augmenter.partner(epoch, i, order.length);
    data.loadInputs(j, own.partner, FIRST);
    data.loadTargets(j, own.partnerTarget, 0);
    own.augmenter.change(own.partner, 0, epoch, j, label(j));
    float share = own.augmenter.mix(x, xOffset, own.partner, own.partner.length, epoch, i);
    for (int k = 0; k < own.partnerTarget.length; k++) {
      target[targetOffset + k] = share * target[targetOffset + k] + (1 - share) * own.partnerTarget[k];
    }
  }

  private int label(int i) {
    return labels == null ? -1 : labels.label(i);
  }

  @Override
  public float weight(int slot) {
    return data.weight(example(slot));
  }
}
