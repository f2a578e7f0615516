package dev.weft.optim;

/**
 * Adam: steps scaled by running averages of the gradient and of its square
 * (<a href="https://arxiv.org/abs/1412.6980">Kingma and Ba</a>, 2015).
 *
 * <p>With parameter θ, gradient g, weight decay λ, learning rate η and step number t:
 *
 * <pre>
 * g += λ θ
 * m += (1 − β₁) (g − m)
 * v  = β₂ v + (1 − β₂) g²
 * θ -= η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
 * </pre>
 *
 * <p>This is <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html">torch.optim.Adam</a>,
 * save that ε defaults to <a href="https://keras.io/api/optimizers/adam/">Keras'</a> 1e-7, not 1e-8. The weight decay
 * here is L2 regularisation, which the averages dilute; {@link AdamW} has the decoupled one.
 *
 * <p>State: two floats a parameter, m and v.
 *
 * {@snippet :
 * Trainer.of(network, softmaxCrossEntropy(), adam(1e-3f).withBetas(0.9, 0.99)).fit(training);
 * }
 *
 * @param learningRate η, 0 or more
 * @param beta1 β₁, from 0 to below 1; 0.9 by default
 * @param beta2 β₂, from 0 to below 1; 0.999 by default
 * @param epsilon ε, above 0 and finite as a float; 1e-7 by default
 * @param weightDecay λ, 0 or more; 0 by default
 */
// Derived in docs/book/09-optimisers.md.
public record Adam(float learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {

  static final double BETA1 = 0.9;
  static final double BETA2 = 0.999;
  static final double EPSILON = 1e-7;

  /** Checks the settings. */
  public Adam {
    Settings.requireLearningRate(learningRate);
    Settings.requireDecayRate("beta1", beta1);
    Settings.requireDecayRate("beta2", beta2);
    Settings.requireEpsilon(epsilon);
    Settings.requireNonNegative("weight decay", weightDecay);
  }

  /** A copy with these decay rates of the two averages. */
  public Adam withBetas(double beta1, double beta2) {
    return new Adam(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** A copy with this ε. */
  public Adam withEpsilon(double epsilon) {
    return new Adam(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** A copy with this L2 weight decay. */
  @Override
  public Adam withWeightDecay(double weightDecay) {
    return new Adam(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void update(float[] values, float[] gradients, float[][] state, int from, int to, long step,
      float learningRate, float gradientScale) {
    step(values, gradients, state[0], state[1], from, to, gradientScale, (float) weightDecay, 1f,
        (float) (1 - beta1), (float) beta2, (float) (1 - beta2), stepSize(learningRate, beta1, step),
        varianceScale(beta2, step), (float) epsilon);
  }

  /** η / (1 − β₁ᵗ). */
  static float stepSize(float learningRate, double beta1, long step) {
    return (float) (learningRate / (1 - StepMath.power(beta1, step)));
  }

  /** √(1 − β₂ᵗ). */
  static float varianceScale(double beta2, long step) {
    return (float) Math.sqrt(1 - StepMath.power(beta2, step));
  }

  /**
   * The loop of Adam and {@link AdamW}: {@code decay} is added to the gradient as λ θ, {@code keep} multiplies θ.
   * Every array is its own parameter, without which C2 would not vectorise the loop.
   */
  static void step(float[] theta, float[] gradients, float[] mean, float[] variance, int from, int to, float scale,
      float decay, float keep, float gain1, float beta2, float gain2, float stepSize, float varianceScale,
      float epsilon) {
    for (int i = from; i < to; i++) {
      float t = theta[i] * keep;
      float g = gradients[i] * scale + decay * t;
      float m = mean[i] + gain1 * (g - mean[i]);
      float v = beta2 * variance[i] + gain2 * g * g;
      mean[i] = m;
      variance[i] = v;
      theta[i] = t - stepSize * m / ((float) Math.sqrt(v) / varianceScale + epsilon);
    }
  }
}
