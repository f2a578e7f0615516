package dev.weft.fmnist.cli;

import dev.weft.optim.train.Callback;
import dev.weft.optim.train.CallbackState;
import dev.weft.optim.train.TrainingControl;
import java.util.Map;

/** Measures how long a run takes in all, its interruptions left out. */
final class RunClock implements Callback {

  private static final double NANOS = 1e9;
  private static final String SECONDS = "seconds";

  private double before;
  private long started = System.nanoTime();

  @Override
  public void onStart(TrainingControl run) {
    before = 0;
    started = System.nanoTime();
  }

  /** The time since the start, and what an interrupted run took before. */
  double seconds() {
    return before + (System.nanoTime() - started) / NANOS;
  }

  @Override
  public CallbackState state() {
    return new CallbackState(Map.of(SECONDS, Double.toString(seconds())), Map.of());
  }

  @Override
  public void restore(CallbackState state) {
    before = Double.parseDouble(state.value(SECONDS));
  }
}
