package dev.weft.optim;

import java.util.Map;

/**
 * {@link Adam} that leaves rows of embeddings alone which the batch does not name: their averages do not fade, and they do not move.
 *
 * <p>Adam proper moves every row in every step, by what its averages remember, at a cost that grows with the vocabulary. Here a step costs
 * the rows of the batch, and a rare word keeps the averages of the last batch that had it. That is another rule with other results, not a
 * faster form of the same one; on all other parameters it is Adam to the last bit. It is what
 * <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.SparseAdam.html">torch.optim.SparseAdam</a> computes; the bias
 * correction counts all steps. Averaged weights and accumulated gradients touch all rows ({@link #skipsUntouchedRows}).
 *
 * <p>State: two floats a parameter, m and v. There is no weight decay, for it would have to shrink the rows that are left alone.
 *
 * @param learningRate η, 0 or more
 * @param beta1 β₁, from 0 to below 1; 0.9 by default
 * @param beta2 β₂, from 0 to below 1; 0.999 by default
 * @param epsilon ε, above 0 and finite as a float; 1e-7 by default
 */
public record LazyAdam(float learningRate, double beta1, double beta2, double epsilon) implements Optimizer {

  /** Checks the settings. */
  public LazyAdam {
    adam(learningRate, beta1, beta2, epsilon);
  }

  private static Adam adam(float learningRate, double beta1, double beta2, double epsilon) {
    return new Adam(learningRate, beta1, beta2, epsilon, 0);
  }

  /** A copy with these decay rates of the two averages. */
  public LazyAdam withBetas(double beta1, double beta2) {
    return new LazyAdam(learningRate, beta1, beta2, epsilon);
  }

  /** A copy with this ε. */
  public LazyAdam withEpsilon(double epsilon) {
    return new LazyAdam(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public String name() {
    return "lazy_adam";
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public boolean skipsUntouchedRows() {
    return true;
  }

  @Override
  public void update(float[] values, float[] gradients, float[][] state, int from, int to, long step,
      float learningRate, float gradientScale) {
    Adam.step(values, gradients, state[0], state[1], from, to, gradientScale, 0f, 1f,
        (float) (1 - beta1), (float) beta2, (float) (1 - beta2), Adam.stepSize(learningRate, beta1, step),
        Adam.varianceScale(beta2, step), (float) epsilon);
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = Adam.config(name(), learningRate, beta1, beta2, epsilon, 0);
    config.remove("weightDecay");
    return config;
  }
}
