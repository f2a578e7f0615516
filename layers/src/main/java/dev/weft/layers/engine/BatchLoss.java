package dev.weft.layers.engine;

/**
 * A loss that compares the examples of a batch with one another, as those of embeddings do: what one example should be depends on the
 * others. It is evaluated when the outputs of all of them are there, by one thread.
 *
 * {@snippet :
 * Objective.of(triplet()).losses().getFirst() instanceof BatchLoss; // = true
 * }
 */
public interface BatchLoss extends Loss {

  /**
   * The losses of all examples of a batch and, if wanted, the gradients.
   *
   * @param losses receives the loss of each example, not yet weighted
   * @param dOutputs receives the gradient of {@code scale · Σ weights[n] · losses[n]} with respect to the outputs, {@code batch · size}
   *     floats from {@code dOffset}; what they held is overwritten. Null if it is not wanted
   * @param outputs {@code batch · size} floats from {@code offset}
   * @param targets that of example n begins at {@code targetOffset + n · targetStride}
   * @param weights how much each example counts
   * @param batch the number of examples
   * @param size floats of one output
   */
  void evaluate(float[] losses, float[] dOutputs, int dOffset, float[] outputs, int offset, float[] targets,
      int targetOffset, int targetStride, float[] weights, int batch, int size, float scale);

  /**
   * Not to be called: an example by itself has no loss.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  default float loss(float[] output, int outputOffset, float[] target, int targetOffset, int size) {
    throw new UnsupportedOperationException("expected a whole batch for " + this + ", got one example");
  }

  /**
   * Not to be called: an example by itself has no gradient.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  default void gradient(float[] dOutput, int dOutputOffset, float[] output, int outputOffset, float[] target,
      int targetOffset, int size, float scale) {
    throw new UnsupportedOperationException("expected a whole batch for " + this + ", got one example");
  }
}
