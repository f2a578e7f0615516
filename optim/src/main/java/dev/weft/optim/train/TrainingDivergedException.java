package dev.weft.optim.train;

/**
 * A run whose loss or weights are no longer finite numbers, so that going on would be in vain. The network is left as it
 * is then, and no callback is told of the epoch.
 *
 * {@snippet :
 * try {
 *   Trainer.of(network, softmaxCrossEntropy(), sgd(1e30f)).fit(training);
 * } catch (TrainingDivergedException e) {
 *   System.out.println(e.getMessage()); // in which step
 * }
 * }
 */
public final class TrainingDivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String REMEDY = "; try a lower learning rate, a warm-up or gradient clipping";

  private TrainingDivergedException(String message) {
    super(message + REMEDY);
  }

  /** The loss of a step's batch is not finite. */
  static TrainingDivergedException inStep(double loss, int epoch, long step) {
    return new TrainingDivergedException(
        "expected a finite loss, got " + loss + " at step " + step + " in epoch " + epoch);
  }

  /** The loss on the validation data is not finite. */
  static TrainingDivergedException inValidation(double loss, int epoch) {
    return new TrainingDivergedException(
        "expected a finite validation loss, got " + loss + " after epoch " + epoch);
  }

  /** A parameter is not finite after an epoch's last step. */
  static TrainingDivergedException inWeights(String parameter, float value, int epoch) {
    return new TrainingDivergedException(
        "expected finite weights, got " + value + " in " + parameter + " after epoch " + epoch);
  }
}
