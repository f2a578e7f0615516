package dev.weft.optim.train;

import dev.weft.layers.engine.ExampleSource;

/** Where a run's batches come from, epoch by epoch. What an epoch holds is a function of its number. */
abstract class Feed implements ExampleSource, AutoCloseable {

  /** The number of examples of an epoch. */
  abstract int size();

  /** Begins an epoch, counted from 0. */
  abstract void startEpoch(int epoch);

  /** Makes slot 0 the example at this place of the epoch; places do not go back. */
  abstract void startBatch(int place, int count);

  /** What the example in a slot of the current batch is called. */
  abstract String describe(int slot);

  @Override
  public final void load(int slot, float[] x, int xOffset, float[] target, int targetOffset) {
    load(slot, x, new int[] {xOffset}, target, targetOffset);
  }

  @Override
  public abstract void load(int slot, float[] x, int[] xOffsets, float[] target, int targetOffset);

  @Override
  public void close() {}
}
