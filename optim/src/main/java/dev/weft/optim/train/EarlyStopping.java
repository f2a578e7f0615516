package dev.weft.optim.train;

import dev.weft.layers.engine.Network;
import java.util.Map;
import java.util.Objects;

/**
 * Ends a run when the validation result has not improved for some epochs, and gives the network back the weights of
 * its best epoch. They are given back too when the run ends by itself, but not when it is interrupted, for it may be
 * resumed.
 *
 * <p>It needs validation data, {@link Trainer#validateOn}. Two of them in one run need names, {@link #named}:
 *
 * {@snippet :
 * trainer.callback(EarlyStopping.patience(5))
 *     .callback(EarlyStopping.patience(5).on("accuracy", MAXIMISE).named("by accuracy"))
 *     .validateOn(validation).fit(training);
 * }
 *
 * <p>The one that was added last then decides which weights the network ends with. An instance serves one run at a time.
 */
public final class EarlyStopping implements Callback {

  /** What is to improve. */
  public enum Monitor {
    /** The validation loss: lower is better. The default. */
    VALIDATION_LOSS,
    /** The validation accuracy: higher is better. */
    VALIDATION_ACCURACY
  }

  /** Which way is better. */
  public enum Goal {
    /** Lower is better. */
    MINIMISE,
    /** Higher is better. */
    MAXIMISE
  }

  private static final String MONITOR = "monitor";
  private static final String BEST = "best";
  private static final String BEST_EPOCH = "bestEpoch";
  private static final String WAITED = "waited";
  private static final String WEIGHTS = "weights";

  private final String name;
  private final int patience;
  private final Watched watched;
  private final double minimumChange;
  private final boolean restoreBest;

  private TrainingControl run; // the latest
  private double best; // as a loss: lower is better
  private int bestEpoch;
  private int waited;
  private float[] weights = new float[0];

  private EarlyStopping(String name, int patience, Watched watched, double minimumChange, boolean restoreBest) {
    if (patience < 1) {
      throw new IllegalArgumentException("expected a patience of 1 or more epochs, got " + patience);
    }
    if (!(minimumChange >= 0 && minimumChange < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a finite minimum change of 0 or more, got " + minimumChange);
    }
    this.name = Objects.requireNonNull(name, "name");
    this.watched = watched;
    this.patience = patience;
    this.minimumChange = minimumChange;
    this.restoreBest = restoreBest;
    forget();
  }

  /**
   * Stops when the validation loss has not fallen for this many epochs in a row, and restores the best weights.
   *
   * @throws IllegalArgumentException if {@code patience} is less than 1
   */
  public static EarlyStopping patience(int patience) {
    return new EarlyStopping("EarlyStopping", patience, Watched.of(Monitor.VALIDATION_LOSS), 0, true);
  }

  /** A copy that watches this. */
  public EarlyStopping withMonitor(Monitor monitor) {
    return new EarlyStopping(name, patience, Watched.of(monitor), minimumChange, restoreBest);
  }

  /**
   * A copy that watches a metric on the validation data, one of {@link Trainer#metrics} or {@code accuracy}; or the {@code loss}. A value
   * that is NaN is no improvement.
   */
  public EarlyStopping on(String metric, Goal goal) {
    return new EarlyStopping(name, patience, new Watched(metric, goal), minimumChange, restoreBest);
  }

  /** A copy of this name, which tells it from others in the run; "EarlyStopping" by default. */
  public EarlyStopping named(String name) {
    return new EarlyStopping(name, patience, watched, minimumChange, restoreBest);
  }

  @Override
  public String name() {
    return name;
  }

  /** A copy to which only a change of more than this is an improvement; 0 by default. */
  public EarlyStopping withMinimumChange(double minimumChange) {
    return new EarlyStopping(name, patience, watched, minimumChange, restoreBest);
  }

  /** A copy that leaves the network with its last weights. */
  public EarlyStopping withoutRestoring() {
    return new EarlyStopping(name, patience, watched, minimumChange, false);
  }

  /** The best epoch so far, counted from 1; 0 before the first. */
  public int bestEpoch() {
    return bestEpoch;
  }

  private void forget() {
    best = Double.POSITIVE_INFINITY;
    bestEpoch = 0;
    waited = 0;
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
      throw new IllegalStateException("expected validation data for early stopping, got none; see Trainer.validateOn");
    }
    watched.require(run);
    this.run = run;
    forget();
    weights = new float[restoreBest ? run.network().parameters().size() : 0];
  }

  @Override
  public void onEpoch(EpochResult epoch, TrainingControl run) {
    double result = watched.asLoss(epoch);
    if (result < best - minimumChange) {
      best = result;
      bestEpoch = epoch.epoch();
      waited = 0;
      if (restoreBest) {
        System.arraycopy(run.network().parameters().values(), 0, weights, 0, weights.length);
      }
    } else if (++waited >= patience) {
      run.requestStop();
    }
  }

  @Override
  public void onEnd(History history, TrainingControl run) {
    Network network = run.network();
    if (restoreBest && bestEpoch > 0 && history.end() != History.End.INTERRUPTED) {
      network.parameters().copyFrom(weights);
    }
  }

  @Override
  public CallbackState state() {
    return new CallbackState(
        Map.of(MONITOR, watched.text(), BEST, Double.toString(best), BEST_EPOCH, Integer.toString(bestEpoch), WAITED,
            Integer.toString(waited)),
        Map.of(WEIGHTS, weights.clone()));
  }

  /**
   * Takes back what {@link #state} gave. A run that had waited long enough stops at once.
   *
   * @throws IllegalArgumentException if it is of another monitor, or something is missing or of the wrong size
   */
  @Override
  public void restore(CallbackState state) {
    String saved = state.values().getOrDefault(MONITOR, watched.text()); // earlier states do not say it
    require("the monitor " + watched.text(), saved, saved.equals(watched.text()));
    float[] values = state.arrays().getOrDefault(WEIGHTS, new float[0]);
    if (restoreBest) {
      require(weights.length + " best weights", values.length + "; see withoutRestoring",
          values.length == weights.length);
      weights = values.clone();
    }
    best = Double.parseDouble(state.value(BEST));
    bestEpoch = Integer.parseInt(state.value(BEST_EPOCH));
    waited = Integer.parseInt(state.value(WAITED));
    require("epochs of 0 or more", bestEpoch + " and " + waited, bestEpoch >= 0 && waited >= 0);
    require("a best result", Double.toString(best), !Double.isNaN(best));
    if (waited >= patience) {
      run.requestStop();
    }
  }

  private void require(String expected, String got, boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException(
          "expected " + expected + " in the saved memory of '" + name + "', got " + got);
    }
  }
}
