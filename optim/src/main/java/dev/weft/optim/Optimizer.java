package dev.weft.optim;

import java.util.Map;

/**
 * A rule that moves parameters against their gradients, one pass over a contiguous range of the slab.
 *
 * <p>An optimiser is immutable; what it remembers between steps lies in arrays that the caller owns, one for each
 * slot and as long as the slab, zeros before the first step. Every rule works element by element, so the result does
 * not depend on how the slab is cut into ranges or which thread updates which.
 */
public interface Optimizer {

  /** The rule's name in files and reports: {@code "adam"}. */
  String name();

  /** The number of state arrays, each with one float for every parameter. */
  int slots();

  /** The learning rate before any schedule. */
  float learningRate();

  /**
   * Updates {@code values[from..to)} once. Inner loop: the arguments are trusted.
   *
   * @param values the parameters, changed in place
   * @param gradients the gradients, same indices as the values; left as they are
   * @param state slot {@code s} of parameter {@code i} is {@code state[s][i]}, changed in place
   * @param from the first parameter
   * @param to one past the last parameter
   * @param step the number of this step, counted from 1
   * @param learningRate this step's learning rate
   * @param gradientScale multiplies every gradient first; 1 leaves them
   */
  void update(float[] values, float[] gradients, float[][] state, int from, int to, long step, float learningRate,
      float gradientScale);

  /**
   * Whether an update may leave out rows of an embedding that the batch did not name, whose gradients are 0 therefore: because it would
   * not change them or their state, or because that is the rule. Then its cost does not grow with the vocabulary. Weights that are
   * averaged, and gradients that are added up over several batches, have no such rows.
   */
  default boolean skipsUntouchedRows() {
    return false;
  }

  /**
   * A copy with this weight decay λ, for a {@link ParameterGroup} that has its own.
   *
   * @throws IllegalArgumentException if the rule has no weight decay; every rule of Weft's has
   */
  default Optimizer withWeightDecay(double weightDecay) {
    throw new IllegalArgumentException("expected an optimizer whose weight decay can be changed, got " + this);
  }

  /** The rule and its settings by name, for metadata: strings, numbers and booleans. */
  Map<String, Object> config();
}
