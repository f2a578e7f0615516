package dev.weft.layers;

/**
 * Settings of a layer that goes through a sequence of shape (steps, channels), and copies with others.
 *
 * {@snippet :
 * Sequential.input(28, 28) // 28 steps of 28 numbers
 *     .add(lstm(64).returnSequences()) // (28, 64)
 *     .add(lstm(64)) // (64,): the last output
 *     .add(dense(10)).build(1);
 * }
 *
 * <p><b>Sequences of different lengths</b> are filled up with steps of zeros to one length, in front or behind. A layer with {@link
 * #maskZero} skips every step whose inputs are all 0: it keeps its state, and puts out zeros there, so that another such layer behind
 * it skips the same steps. Its last output is that of the last step which is not skipped, and a layer that {@linkplain #goBackwards
 * goes backwards} begins at that one. This is what PyTorch's packed sequences compute, and Keras' {@code mask_zero} and {@code
 * Masking(0)}; {@code embedding(…).maskZero()} gives zeros for index 0. A sequence of nothing but zeros has the output 0. What lies
 * between such layers must keep zeros: dropout does, a dense layer does not.
 *
 * @param <S> the description itself
 */
public interface Recurrence<S> {

  /** Whether there is an output for every step, (T, H), or for the last only, (H). */
  boolean everyStep();

  /** Whether the sequence is read from its end. */
  boolean backwards();

  /** Whether steps of zeros are skipped. */
  boolean masked();

  /** A copy with these three. */
  S recurrent(boolean everyStep, boolean backwards, boolean masked);

  /** A copy that puts out every step, (T, H), as Keras' {@code return_sequences}. */
  default S returnSequences() {
    return recurrent(true, backwards(), masked());
  }

  /**
   * A copy that reads the sequence from its end. Its last output is that of the first step, and outputs of every step are in the
   * order of the inputs, as both are in PyTorch's backward direction.
   */
  default S goBackwards() {
    return recurrent(everyStep(), true, masked());
  }

  /** A copy that skips steps whose inputs are all 0. */
  default S maskZero() {
    return recurrent(everyStep(), backwards(), true);
  }
}
