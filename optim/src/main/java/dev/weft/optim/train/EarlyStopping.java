package dev.weft.optim.train;

import dev.weft.layers.engine.Network;
import java.util.Map;

/**
 * Ends a run when the validation result has not improved for some epochs, and gives the network back the weights of
 * its best epoch. They are given back too when the run ends by itself, but not when it is interrupted, for it may be
 * resumed.
 *
 * <p>An instance serves one run at a time.
 */
public final class EarlyStopping implements Callback {

  /** What is to improve. */
  public enum Monitor {
    /** The validation loss: lower is better. The default. */
    VALIDATION_LOSS,
    /** The validation accuracy: higher is better. */
    VALIDATION_ACCURACY
  }

  private static final String BEST = "best";
  private static final String BEST_EPOCH = "bestEpoch";
  private static final String WAITED = "waited";
  private static final String WEIGHTS = "weights";

  private final int patience;
  private final Monitor monitor;
  private final double minimumChange;
  private final boolean restoreBest;

  private double best; // as a loss: lower is better
  private int bestEpoch;
  private int waited;
  private float[] weights = new float[0];

  private EarlyStopping(int patience, Monitor monitor, double minimumChange, boolean restoreBest) {
    if (patience < 1) {
      throw new IllegalArgumentException("expected a patience of 1 or more epochs, got " + patience);
    }
    if (!(minimumChange >= 0)) {
      throw new IllegalArgumentException("expected a minimum change of 0 or more, got " + minimumChange);
    }
    this.patience = patience;
    this.monitor = monitor;
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
    return new EarlyStopping(patience, Monitor.VALIDATION_LOSS, 0, true);
  }

  /** A copy that watches this. */
  public EarlyStopping withMonitor(Monitor monitor) {
    return new EarlyStopping(patience, monitor, minimumChange, restoreBest);
  }

  /** A copy to which only a change of more than this is an improvement; 0 by default. */
  public EarlyStopping withMinimumChange(double minimumChange) {
    return new EarlyStopping(patience, monitor, minimumChange, restoreBest);
  }

  /** A copy that leaves the network with its last weights. */
  public EarlyStopping withoutRestoring() {
    return new EarlyStopping(patience, monitor, minimumChange, false);
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

  @Override
  public void onStart(TrainingControl run) {
    forget();
    weights = new float[restoreBest ? run.network().parameters().size() : 0];
  }

  @Override
  public void onEpoch(EpochResult epoch, TrainingControl run) {
    double result = monitor == Monitor.VALIDATION_LOSS ? epoch.validationLoss() : -epoch.validationAccuracy();
    if (Double.isNaN(result)) {
      throw new IllegalStateException("expected validation data for early stopping, got none; see validateOn");
    }
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
        Map.of(BEST, Double.toString(best), BEST_EPOCH, Integer.toString(bestEpoch), WAITED, Integer.toString(waited)),
        Map.of(WEIGHTS, weights.clone()));
  }

  @Override
  public void restore(CallbackState state) {
    float[] saved = state.arrays().get(WEIGHTS);
    if (saved == null || saved.length != weights.length) {
      throw new IllegalArgumentException("expected " + weights.length + " best weights of early stopping, got "
          + (saved == null ? "none" : saved.length));
    }
    best = Double.parseDouble(state.value(BEST));
    bestEpoch = Integer.parseInt(state.value(BEST_EPOCH));
    waited = Integer.parseInt(state.value(WAITED));
    weights = saved.clone();
  }
}
