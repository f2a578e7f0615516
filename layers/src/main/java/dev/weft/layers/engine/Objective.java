package dev.weft.layers.engine;

import java.util.Arrays;
import java.util.List;

/**
 * What training makes small: for each output of a network a loss, and how much it counts.
 *
 * <p>The value of an example is {@code Σₖ weightₖ · lossₖ(outputₖ, targetₖ)}. A network with one output has one loss, of weight 1.
 *
 * {@snippet :
 * Objective objective = Objective.of(softmaxCrossEntropy(), meanSquaredError()).withWeights(1, 0.5f); // of two outputs
 * objective.weight(1); // = 0.5
 * }
 */
public final class Objective {

  private final List<Loss> losses;
  private final Loss[] byOutput; // the same, without a list's checks in what runs every step
  private final float[] weights;
  private final boolean overBatch;

  private Objective(List<Loss> losses, float[] weights) {
    this.losses = List.copyOf(losses);
    this.byOutput = losses.toArray(new Loss[0]);
    this.weights = weights;
    this.overBatch = losses.stream().anyMatch(BatchLoss.class::isInstance);
  }

  /** One loss for each output, in their order, each of weight 1. */
  public static Objective of(Loss... losses) {
    if (losses.length == 0) {
      throw new IllegalArgumentException("expected at least one loss, got none");
    }
    float[] weights = new float[losses.length];
    Arrays.fill(weights, 1f);
    return new Objective(List.of(losses), weights);
  }

  /**
   * A copy with these weights.
   *
   * @throws IllegalArgumentException if they are not as many as the losses, or one is not finite
   */
  public Objective withWeights(float... weights) {
    if (weights.length != losses.size()) {
      throw new IllegalArgumentException("expected " + losses.size() + " weights, got " + weights.length);
    }
    for (float weight : weights) {
      if (!Float.isFinite(weight)) {
        throw new IllegalArgumentException("expected finite weights, got " + Arrays.toString(weights));
      }
    }
    return new Objective(losses, weights.clone());
  }

  /** The losses, in the order of the outputs. */
  public List<Loss> losses() {
    return losses;
  }

  void requireOneForEach(int outputs) {
    if (losses.size() != outputs) {
      throw new IllegalArgumentException(
          "expected a loss for each of " + outputs + " outputs, got " + losses.size());
    }
  }

  Loss loss(int output) {
    return byOutput[output];
  }

  /** How much the loss of an output counts. */
  public float weight(int output) {
    return weights[output];
  }

  /** Whether a loss compares the examples of a batch, so that none is known before all outputs are. */
  boolean isOverBatch() {
    return overBatch;
  }

  @Override
  public String toString() {
    return losses + " weighted " + Arrays.toString(weights);
  }
}
