package dev.weft.optim.train;

/** The step just taken: a live view that is valid during the call of {@link Callback#onStep} only. */
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

  /** The learning rate of this step. */
  float learningRate();

  /** The number of examples of this epoch so far. */
  long examples();

  /** The time spent on this epoch's steps so far. */
  double seconds();
}
