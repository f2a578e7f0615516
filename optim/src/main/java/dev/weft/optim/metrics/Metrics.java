package dev.weft.optim.metrics;

/**
 * Factories of metrics.
 *
 * <pre>{@code
 * Trainer.of(network, softmaxCrossEntropy(), adam(1e-3f)).metrics(accuracy(), macroF1())
 * }</pre>
 */
public final class Metrics {

  private Metrics() {}

  /**
   * The share of right predictions, {@code accuracy}. Of classes, how often the highest output is that of the true class; of labels
   * (and of two classes with one output), how many of them are right when a probability above 1/2 means yes.
   */
  public static Metric accuracy() {
    return new Accuracy();
  }
}
