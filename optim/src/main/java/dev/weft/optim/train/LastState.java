package dev.weft.optim.train;

/**
 * Keeps the {@link TrainingState} after the last completed epoch, or of an interrupted run where it ended, so that a later
 * {@link Trainer#fit} can go on where this one stopped. {@link Checkpoints} keeps it in a file.
 *
 * {@snippet :
 * var last = new LastState();
 * trainer.callback(last).epochs(5).fit(training);
 * trainer.epochs(20).resume(last.get()).fit(training);       // epochs 6 to 20
 * }
 *
 * <p>It costs a copy of the weights and of what the optimiser remembers after every epoch.
 */
public final class LastState implements Callback {

  private TrainingState state;

  /** Keeps nothing yet. */
  public LastState() {}

  /**
   * What to give to {@link Trainer#resume}.
   *
   * @throws IllegalStateException if there was no run yet, or it failed before an epoch was completed
   */
  public TrainingState get() {
    if (state == null) {
      throw new IllegalStateException("expected a run before its state is asked for, got none");
    }
    return state;
  }

  @Override
  public void onStart(TrainingControl run) {
    state = null;
  }

  @Override
  public void afterEpoch(EpochResult epoch, TrainingControl run) {
    state = run.state();
  }

  @Override
  public void onEnd(History history, TrainingControl run) {
    if (history.end() == History.End.INTERRUPTED || state == null) {
      state = run.state();
    }
  }
}
