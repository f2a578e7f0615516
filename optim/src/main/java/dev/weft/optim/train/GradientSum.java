package dev.weft.optim.train;

import java.util.Arrays;

/** The gradients of several batches, added up as if they were one. */
final class GradientSum {

  private final int batches;
  private final float[] sum; // of gradients of the mean loss, each times its number of examples
  private int added;
  private int examples;

  /** Adds up so many batches; one needs no memory. */
  GradientSum(int batches, int trainable) {
    this.batches = batches;
    this.sum = new float[batches == 1 ? 0 : trainable];
  }

  /**
   * Takes the gradients of a batch, and tells whether it is time for an update: then they are those of the mean over all examples since
   * the last one.
   *
   * @param last whether there will be no further batch
   */
  boolean add(float[] gradients, int batch, boolean last) {
    if (batches == 1) {
      return true;
    }
    added++;
    examples += batch;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += batch * gradients[i];
    }
    if (added < batches && !last) {
      return false;
    }
    for (int i = 0; i < sum.length; i++) {
      gradients[i] = sum[i] / examples;
    }
    clear();
    return true;
  }

  private void clear() {
    Arrays.fill(sum, 0f);
    added = 0;
    examples = 0;
  }

  /** How many updates so many batches of an epoch give. */
  int updates(int batchesOfEpoch) {
    return Math.ceilDiv(batchesOfEpoch, batches);
  }

  boolean isEmpty() {
    return added == 0;
  }

  float[] copy() {
    return sum.clone();
  }

  /** Takes back a sum in the middle of an epoch. */
  void restore(float[] saved, int added, int examples) {
    if (saved.length != sum.length) {
      throw new IllegalArgumentException(
          "expected " + sum.length + " sums of gradients in the middle of an update, got " + saved.length);
    }
    System.arraycopy(saved, 0, sum, 0, sum.length);
    this.added = added;
    this.examples = examples;
  }
}
