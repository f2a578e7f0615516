package dev.weft.optim.train;

import java.util.Map;
import java.util.Objects;

/**
 * Lowers the learning rate when the validation result has not improved for some epochs, again and again.
 *
 * {@snippet :
 * trainer.callback(ReduceOnPlateau.patience(3).withFactor(0.5)).callback(EarlyStopping.patience(10))
 *     .validateOn(validation).fit(training);
 * }
 *
 * <p>It needs validation data. The factor multiplies what the schedule says. Defaults: validation loss, factor 0.1. An instance serves one
 * run at a time.
 */
public final class ReduceOnPlateau implements Callback {

  private static final String BEST = "best";
  private static final String WAITED = "waited";

  private final String name;
  private final int patience;
  private final double factor;
  private final Watched watched;

  private double best; // as a loss: lower is better
  private int waited;

  private ReduceOnPlateau(String name, int patience, double factor, Watched watched) {
    if (patience < 1) {
      throw new IllegalArgumentException("expected a patience of 1 or more epochs, got " + patience);
    }
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException("expected a factor between 0 and 1, got " + factor);
    }
    this.name = Objects.requireNonNull(name, "name");
    this.patience = patience;
    this.factor = factor;
    this.watched = watched;
  }

  /**
   * Divides the learning rate by ten when the validation loss has not fallen for this many epochs in a row.
   *
   * @throws IllegalArgumentException if {@code patience} is less than 1
   */
  public static ReduceOnPlateau patience(int patience) {
    return new ReduceOnPlateau("ReduceOnPlateau", patience, 0.1, Watched.of(EarlyStopping.Monitor.VALIDATION_LOSS));
  }

  /**
   * A copy that multiplies the learning rate by this.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1
   */
  public ReduceOnPlateau withFactor(double factor) {
    return new ReduceOnPlateau(name, patience, factor, watched);
  }

  /** A copy that watches a metric on the validation data, one of {@link Trainer#metrics} or {@code accuracy}; or the {@code loss}. */
  public ReduceOnPlateau on(String metric, EarlyStopping.Goal goal) {
    return new ReduceOnPlateau(name, patience, factor, new Watched(metric, goal));
  }

  /** A copy of this name, which tells it from others in the run; "ReduceOnPlateau" by default. */
  public ReduceOnPlateau named(String name) {
    return new ReduceOnPlateau(name, patience, factor, watched);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Forgets earlier runs.
   *
   * @throws IllegalStateException if the run has no validation data
   * @throws IllegalArgumentException if it has no such metric
   */
  @Override
  public void onStart(TrainingControl run) {
    if (!run.validated()) {
      throw new IllegalStateException("expected validation data to watch, got none; see Trainer.validateOn");
    }
    watched.require(run);
    best = Double.POSITIVE_INFINITY;
    waited = 0;
  }

  @Override
  public void onEpoch(EpochResult epoch, TrainingControl run) {
    double result = watched.asLoss(epoch);
    if (result < best) {
      best = result;
      waited = 0;
    } else if (++waited >= patience) {
      run.multiplyLearningRate(factor);
      waited = 0;
    }
  }

  @Override
  public CallbackState state() {
    return new CallbackState(Map.of(BEST, Double.toString(best), WAITED, Integer.toString(waited)), Map.of());
  }

  /**
   * Takes back what {@link #state} gave.
   *
   * @throws IllegalArgumentException if something is missing
   */
  @Override
  public void restore(CallbackState state) {
    best = Double.parseDouble(state.value(BEST));
    waited = Integer.parseInt(state.value(WAITED));
  }
}
