package dev.weft.optim;

import java.util.Map;

/**
 * How the learning rate changes over a run: a pure function of the step. {@link Schedules} has the usual ones.
 *
 * <p>A schedule remembers nothing, so a run that is continued gets the rates it would have got.
 */
public interface Schedule {

  /**
   * The learning rate of one step. Called every step: it allocates nothing.
   *
   * @param base the optimiser's learning rate
   * @param step the number of the step, counted from 1; a step after the last gets the last one's rate or lower
   * @param totalSteps the number of steps of the whole run, 1 or more
   */
  float learningRate(float base, long step, long totalSteps);

  /** The schedule and its settings by name, for metadata; {@link Schedules#fromConfig} reads it back. */
  Map<String, Object> config();

  /**
   * This schedule behind a linear warm-up: step {@code s} of the first {@code steps} gets {@code s / steps} of this
   * schedule's first rate, and this schedule has the steps that remain.
   *
   * @throws IllegalArgumentException if {@code steps} is less than 1
   */
  default Schedule withWarmUp(long steps) {
    return Schedules.warmUp(steps, this);
  }
}
