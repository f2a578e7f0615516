package dev.weft.optim.train;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.engine.TouchedRows;
import dev.weft.optim.Optimizer;
import java.util.Arrays;
import java.util.List;

/** One optimiser step over the whole slab, in slices of one rule that the workers share, and the running average of the weights. */
final class SlabUpdate implements WorkerPool.Task {

  private static final int AVERAGE_DELAY = 10;

  private final UpdateSlice[] slices;
  private final float[] values;
  private final int trainable;
  private final float[][] state;
  private final float[] average; // null: none
  private final double averageDecay;

  private float[] gradients;
  private long step;
  private float learningRate;
  private float gradientScale;
  private float averageGain;

  /**
   * An update of the first values of a slab.
   *
   * @param optimizer whose slots are kept
   * @param rules for all trainable values, in their order
   * @param averageDecay of the running average; 0: none
   * @param touched the parameters of which a batch touches few rows
   */
  SlabUpdate(
      Optimizer optimizer, List<UpdateRule> rules, float[] values, int trainable, double averageDecay,
      List<TouchedRows> touched) {
    this.slices = UpdateSlice.of(rules, averageDecay > 0 ? List.of() : touched);
    this.values = values;
    this.trainable = trainable;
    this.state = new float[optimizer.slots()][trainable];
    this.average = averageDecay > 0 ? Arrays.copyOf(values, trainable) : null;
    this.averageDecay = averageDecay;
  }

  /** Whether the weights are averaged. */
  boolean averages() {
    return average != null;
  }

  float[][] stateCopy() {
    float[][] copy = new float[state.length][];
    for (int slot = 0; slot < copy.length; slot++) {
      copy[slot] = state[slot].clone();
    }
    return copy;
  }

  /** The averaged weights; empty if there are none. */
  float[] averageCopy() {
    return average == null ? new float[0] : average.clone();
  }

  /** Takes over saved arrays, whose lengths must be right. */
  void restore(float[][] savedState, float[] savedAverage) {
    if (savedState.length != state.length) {
      throw new IllegalArgumentException(
          "expected the state of " + state.length + " optimizer slots, got " + savedState.length);
    }
    for (int slot = 0; slot < state.length; slot++) {
      restore("optimizer state", savedState[slot], state[slot]);
    }
    if (average != null) {
      restore("averaged weights", savedAverage, average);
    }
  }

  private static void restore(String what, float[] saved, float[] target) {
    if (saved.length != target.length) {
      throw new IllegalArgumentException("expected " + target.length + " floats of " + what + ", got " + saved.length);
    }
    System.arraycopy(saved, 0, target, 0, target.length);
  }

  void run(WorkerPool pool, float[] gradients, long step, float learningRate, float gradientScale) {
    this.gradients = gradients;
    this.step = step;
    this.learningRate = learningRate;
    this.gradientScale = gradientScale;
    // Early steps forget faster, so that the first weights do not linger.
    this.averageGain = (float) (1 - Math.min(averageDecay, (1.0 + step) / (AVERAGE_DELAY + step)));
    pool.run(slices.length, this);
  }

  @Override
  public void run(int worker, int index) {
    UpdateSlice slice = slices[index];
    UpdateRule rule = slice.rule();
    float rate = rule.rate() == 1 ? learningRate : (float) (learningRate * rule.rate());
    TouchedRows rows = slice.rows();
    if (rows == null) {
      rule.optimizer().update(values, gradients, state, slice.from(), slice.to(), step, rate, gradientScale);
    } else {
      for (int row = rows.next(slice.from()); row < slice.to(); row = rows.next(row + 1)) {
        int from = rows.offset(row);
        rule.optimizer().update(values, gradients, state, from, from + rows.length(), step, rate, gradientScale);
      }
    }
    if (average != null) {
      follow(average, values, slice.from(), slice.to(), averageGain);
    }
  }

  private static void follow(float[] average, float[] values, int from, int to, float gain) {
    for (int i = from; i < to; i++) {
      average[i] += gain * (values[i] - average[i]);
    }
  }

  /** Exchanges the weights with their average. */
  void swapAverage() {
    for (int i = 0; i < trainable; i++) {
      float weight = values[i];
      values[i] = average[i];
      average[i] = weight;
    }
  }
}
