package dev.weft.optim.train;

import dev.weft.layers.engine.Network;
import java.util.List;

/**
 * What a {@link Callback} may see and do of the run that calls it.
 *
 * {@snippet :
 * Callback enough = new Callback() {
 *   @Override
 *   public void onEpoch(EpochResult epoch, TrainingControl run) {
 *     if (epoch.trainingLoss() < 0.1) {
 *       run.requestStop();
 *     }
 *   }
 * };
 * trainer.callback(enough).fit(training);
 * }
 */
public interface TrainingControl {

  /**
   * The network being trained. After an epoch and at the end its weights are the averaged ones, if
   * {@link Trainer#averageWeights} is on.
   */
  Network network();

  /** The number of epochs the run is to have. */
  int epochs();

  /** The number of steps in an epoch. */
  int stepsPerEpoch();

  /** Whether the epochs have validation results. */
  boolean validated();

  /** The names of the metrics that each epoch tells, in training and in validation. */
  default List<String> metrics() {
    return List.of();
  }

  /**
   * Multiplies the learning rates of all steps to come by this, beside what the schedule says. A resumed run remembers it.
   *
   * @throws IllegalArgumentException if the factor is not finite and above 0
   */
  default void multiplyLearningRate(double factor) {
    throw new UnsupportedOperationException("expected a run whose learning rate can be changed");
  }

  /** The epochs completed so far. */
  List<EpochResult> history();

  /** Ends the run after the current step, or now if called before the first step or after an epoch. */
  void requestStop();

  /**
   * A copy of everything that is needed to continue the run from here.
   *
   * @throws IllegalStateException if called from {@link Callback#onEpoch} while a callback with a memory has yet to be told
   *     of the epoch; {@link Callback#afterEpoch} is the place to save
   */
  TrainingState state();
}
