package dev.weft.optim;

/**
 * Rectified Adam: Adam that waits with its scaling until the average of squares is worth something, and so needs no warm-up of the
 * learning rate (<a href="https://arxiv.org/abs/1908.03265">Liu and others</a>, 2020).
 *
 * <p>With {@link Adam}'s m and v, learning rate η and step number t:
 *
 * <pre>
 * ρ∞ = 2 / (1 − β₂) − 1        ρ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)
 * r  = √((ρ − 4) (ρ − 2) ρ∞ / ((ρ∞ − 4) (ρ∞ − 2) ρ))
 * θ -= η / (1 − β₁ᵗ) · m · r √(1 − β₂ᵗ) / (√v + ε)    if ρ &gt; 5
 * θ -= η / (1 − β₁ᵗ) · m                              else
 * </pre>
 *
 * <p>This is <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.RAdam.html">torch.optim.RAdam</a>; its weight decay is
 * decoupled here, {@code decoupled_weight_decay=True} there.
 *
 * <p>State: two floats a parameter, m and v.
 *
 * {@snippet :
 * Trainer.of(network, softmaxCrossEntropy(), rAdam(1e-3f)).fit(training);
 * }
 *
 * @param learningRate η, 0 or more
 * @param beta1 β₁, from 0 to below 1; 0.9 by default
 * @param beta2 β₂, from 0 to below 1; 0.999 by default
 * @param epsilon ε, above 0 and finite as a float; 1e-7 by default
 * @param weightDecay λ, decoupled, 0 or more; 0 by default
 */
public record RAdam(float learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {

  private static final double LEAST_LENGTH = 5;

  /** Checks the settings. */
  public RAdam {
    Settings.requireLearningRate(learningRate);
    Settings.requireDecayRate("beta1", beta1);
    Settings.requireDecayRate("beta2", beta2);
    Settings.requireEpsilon(epsilon);
    Settings.requireNonNegative("weight decay", weightDecay);
  }

  /** A copy with these decay rates of the two averages. */
  public RAdam withBetas(double beta1, double beta2) {
    return new RAdam(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** A copy with this ε. */
  public RAdam withEpsilon(double epsilon) {
    return new RAdam(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** A copy with this decoupled weight decay. */
  @Override
  public RAdam withWeightDecay(double weightDecay) {
    return new RAdam(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public String name() {
    return "radam";
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void update(float[] values, float[] gradients, float[][] state, int from, int to, long step,
      float learningRate, float gradientScale) {
    float keep = (float) (1 - learningRate * weightDecay);
    float stepSize = Adam.stepSize(learningRate, beta1, step);
    double power = StepMath.power(beta2, step);
    double longest = 2 / (1 - beta2) - 1;
    double length = longest - 2 * step * power / (1 - power);
    if (length > LEAST_LENGTH) {
      double rectified = Math.sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
      scaled(values, gradients, state[0], state[1], from, to, gradientScale, keep, (float) (1 - beta1), (float) beta2,
          (float) (1 - beta2), (float) (stepSize * rectified * Math.sqrt(1 - power)), (float) epsilon);
    } else {
      unscaled(values, gradients, state[0], state[1], from, to, gradientScale, keep, (float) (1 - beta1),
          (float) beta2, (float) (1 - beta2), stepSize);
    }
  }

  private static void scaled(float[] theta, float[] gradients, float[] mean, float[] variance, int from, int to,
      float scale, float keep, float gain1, float beta2, float gain2, float stepSize, float epsilon) {
    for (int i = from; i < to; i++) {
      float g = gradients[i] * scale;
      float m = mean[i] + gain1 * (g - mean[i]);
      float v = beta2 * variance[i] + gain2 * g * g;
      mean[i] = m;
      variance[i] = v;
      theta[i] = theta[i] * keep - stepSize * m / ((float) Math.sqrt(v) + epsilon);
    }
  }

  private static void unscaled(float[] theta, float[] gradients, float[] mean, float[] variance, int from, int to,
      float scale, float keep, float gain1, float beta2, float gain2, float stepSize) {
    for (int i = from; i < to; i++) {
      float g = gradients[i] * scale;
      float m = mean[i] + gain1 * (g - mean[i]);
      mean[i] = m;
      variance[i] = beta2 * variance[i] + gain2 * g * g;
      theta[i] = theta[i] * keep - stepSize * m;
    }
  }
}
