package dev.weft.optim.train;

import dev.weft.core.tensor.Tensor;

/**
 * The step just taken: a live view that is valid during the call of {@link Callback#onStep} only.
 *
 * {@snippet :
 * Callback watch = new Callback() {
 *   @Override
 *   public void onStep(StepInfo step, TrainingControl run) {
 *     int[] predicted = step.outputs().argmax(1);
 *     System.out.println(step.step() + ": " + step.batchLoss() + " " + Arrays.toString(predicted));
 *   }
 * };
 * trainer.callback(watch).fit(training);
 * }
 */
public interface StepInfo {

  /** The epoch under way, counted from 1. */
  int epoch();

  /** The number of epochs the run is to have. */
  int epochs();

  /** The step within the epoch, counted from 1. */
  int stepInEpoch();

  /** The number of steps in an epoch. */
  int stepsPerEpoch();

  /** The step within the run, counted from 1. */
  long step();

  /** The mean loss of this step's batch, measured before the update. */
  double batchLoss();

  /** The mean loss over the examples of this epoch so far. */
  double epochLoss();

  /**
   * The accuracy over the examples of this epoch so far, as predicted in training mode.
   *
   * @throws IllegalArgumentException if the targets are numbers, which have none
   */
  double epochAccuracy();

  /**
   * The value of a metric over the examples of this epoch so far, as predicted in training mode. Some take a while.
   *
   * @throws IllegalArgumentException if the run has none of this name
   */
  default double epochMetric(String name) {
    throw new IllegalArgumentException("expected a metric of the run, got '" + name + "'");
  }

  /**
   * What the network put out for this step's batch, (batch, …), in training mode and without the loss's activation; shares memory, and
   * is not to be changed.
   */
  default Tensor outputs() {
    return outputs(0);
  }

  /** The same for output k of a network with several. */
  default Tensor outputs(int k) {
    throw new UnsupportedOperationException("expected a step that tells its outputs");
  }

  /**
   * The targets of this step's batch, (batch, n), those of all outputs of an example side by side; shares memory, and is not to be
   * changed.
   */
  default Tensor targets() {
    throw new UnsupportedOperationException("expected a step that tells its targets");
  }

  /** The learning rate of this step; of several batches whose gradients are added up, that of the last update. */
  float learningRate();

  /** The number of examples of this epoch so far. */
  long examples();

  /** The time spent on this epoch's steps so far. */
  double seconds();
}
