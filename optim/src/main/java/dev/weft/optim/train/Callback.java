package dev.weft.optim.train;

/**
 * Something that watches a run. Methods are called from the thread that called {@link Trainer#fit}, callbacks in the
 * order in which they were added; an exception ends the run and reaches the caller of {@code fit}.
 *
 * {@snippet :
 * Callback printing = new Callback() {
 *   @Override
 *   public void onEpoch(EpochResult epoch, TrainingControl run) {
 *     System.out.println(epoch.epoch() + ": " + epoch.trainingLoss());
 *   }
 * };
 * trainer.callback(printing).fit(training);
 * }
 */
public interface Callback {

  /**
   * A name that differs from the run's other callbacks, also from their beginnings before a slash; what the callback
   * remembers is stored under it. By default the name of the class, without its package.
   */
  default String name() {
    return getClass().getName().substring(getClass().getPackageName().length()).replaceFirst("^\\.", "");
  }

  /** Before the first step, also of a resumed run. Forget earlier runs here. */
  default void onStart(TrainingControl run) {}

  /** After every step. Should not allocate, for it would be the only one. */
  default void onStep(StepInfo step, TrainingControl run) {}

  /** After every epoch and its validation. */
  default void onEpoch(EpochResult epoch, TrainingControl run) {}

  /** After every callback has been told of an epoch: the place to save {@link TrainingControl#state}. */
  default void afterEpoch(EpochResult epoch, TrainingControl run) {}

  /** At the end, but not if the run fails with an exception. */
  default void onEnd(History history, TrainingControl run) {}

  /** What the callback must remember for a resumed run to go as an uninterrupted one; the arrays are copied. */
  default CallbackState state() {
    return CallbackState.NONE;
  }

  /**
   * Takes back what {@link #state} gave, after {@link #onStart}.
   *
   * @throws IllegalArgumentException if something is missing or of the wrong size
   */
  default void restore(CallbackState state) {}
}
