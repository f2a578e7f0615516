package dev.weft.optim.train;

/** A run whose loss is no longer a finite number, so that going on would be in vain. */
public final class TrainingDivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TrainingDivergedException(double loss, int epoch, long step) {
    super("expected a finite loss, got " + loss + " at step " + step + " in epoch " + epoch
        + "; try a lower learning rate, a warm-up or gradient clipping");
  }
}
