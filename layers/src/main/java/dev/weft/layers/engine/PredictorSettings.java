package dev.weft.layers.engine;

import java.util.Objects;
import java.util.Optional;

/**
 * How a {@link Predictor} works. Immutable; each {@code with…} gives a copy.
 *
 * {@snippet :
 * var settings = PredictorSettings.standard().withLoss(softmaxCrossEntropy()).withThreads(2);
 * try (Predictor predictor = network.predictor(settings)) {
 *   predictor.predict(x).shape(); // = (40, 3)
 * }
 * }
 *
 * @param threads the most batches that are computed at a time, each by one thread; by default one for each processor
 * @param batchSize the most examples that are computed together; {@value Workspace#MAX_CHUNK} by default, and more saves little
 * @param queue the most examples that wait; {@value #QUEUE} by default
 * @param objective the losses whose activations are applied to the outputs, so that logits become probabilities; by default none
 */
public record PredictorSettings(int threads, int batchSize, int queue, Optional<Objective> objective) {

  static final int QUEUE = 1024;

  /** Checks the numbers. */
  public PredictorSettings {
    requirePositive("threads", threads);
    requirePositive("examples in a batch", batchSize);
    requirePositive("examples that may wait", queue);
    Objects.requireNonNull(objective, "objective");
  }

  private static void requirePositive(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException("expected 1 or more " + what + ", got " + number);
    }
  }

  /** The defaults. */
  public static PredictorSettings standard() {
    return new PredictorSettings(
        Runtime.getRuntime().availableProcessors(), Workspace.MAX_CHUNK, QUEUE, Optional.empty());
  }

  /** A copy with this number of threads. */
  public PredictorSettings withThreads(int threads) {
    return new PredictorSettings(threads, batchSize, queue, objective);
  }

  /** A copy with this size of batches; memory grows with it. */
  public PredictorSettings withBatchSize(int batchSize) {
    return new PredictorSettings(threads, batchSize, queue, objective);
  }

  /** A copy in which so many examples may wait. */
  public PredictorSettings withQueue(int queue) {
    return new PredictorSettings(threads, batchSize, queue, objective);
  }

  /** A copy that applies the activation of the loss that the network was trained for, unless the network ends in it. */
  public PredictorSettings withLoss(Loss loss) {
    return withObjective(Objective.of(loss));
  }

  /** A copy that applies the activation of each output's loss. */
  public PredictorSettings withObjective(Objective objective) {
    return new PredictorSettings(threads, batchSize, queue, Optional.of(objective));
  }
}
