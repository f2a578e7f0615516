package dev.weft.optim;

/**
 * Adam with Nesterov's momentum (<a href="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ">Dozat</a>, 2016).
 *
 * <p>With {@link Adam}'s m and v, learning rate η and step number t:
 *
 * <pre>
 * μₜ = β₁ (1 − ½ · 0.96^(0.004 t))        Π = μ₁ μ₂ ⋯ μₜ
 * θ -= η ((1 − μₜ) / (1 − Π) · g + μₜ₊₁ / (1 − Π μₜ₊₁) · m) / (√v / √(1 − β₂ᵗ) + ε)
 * </pre>
 *
 * <p>This is <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.NAdam.html">torch.optim.NAdam</a>; its weight decay is
 * decoupled here, {@code decoupled_weight_decay=True} there.
 *
 * <p>State: three floats a parameter, m, v and 1 − Π, which is the same for all and lies where a checkpoint keeps it.
 *
 * {@snippet :
 * Trainer.of(network, softmaxCrossEntropy(), nAdam(1e-3f)).fit(training);
 * }
 *
 * @param learningRate η, 0 or more
 * @param beta1 β₁, from 0 to below 1; 0.9 by default
 * @param beta2 β₂, from 0 to below 1; 0.999 by default
 * @param epsilon ε, above 0 and finite as a float; 1e-7 by default
 * @param weightDecay λ, decoupled, 0 or more; 0 by default
 */
public record NAdam(float learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {

  private static final double MOMENTUM_BASE = 0.96;
  private static final double MOMENTUM_DECAY = 0.004;

  /** Checks the settings. */
  public NAdam {
    Settings.requireLearningRate(learningRate);
    Settings.requireDecayRate("beta1", beta1);
    Settings.requireDecayRate("beta2", beta2);
    Settings.requireEpsilon(epsilon);
    Settings.requireNonNegative("weight decay", weightDecay);
  }

  /** A copy with these decay rates of the two averages. */
  public NAdam withBetas(double beta1, double beta2) {
    return new NAdam(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** A copy with this ε. */
  public NAdam withEpsilon(double epsilon) {
    return new NAdam(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** A copy with this decoupled weight decay. */
  @Override
  public NAdam withWeightDecay(double weightDecay) {
    return new NAdam(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public String name() {
    return "nadam";
  }

  @Override
  public int slots() {
    return 3;
  }

  /** μₜ. */
  private double momentum(long step) {
    return beta1 * (1 - StrictMath.pow(MOMENTUM_BASE, MOMENTUM_DECAY * step) / 2);
  }

  @Override
  public void update(float[] values, float[] gradients, float[][] state, int from, int to, long step,
      float learningRate, float gradientScale) {
    step(values, gradients, state[0], state[1], state[2], from, to, gradientScale,
        (float) (1 - learningRate * weightDecay), (float) (1 - beta1), (float) beta2, (float) (1 - beta2), learningRate,
        (float) momentum(step), (float) momentum(step + 1), Adam.varianceScale(beta2, step), (float) epsilon);
  }

  private static void step(float[] theta, float[] gradients, float[] mean, float[] variance, float[] rest, int from,
      int to, float scale, float keep, float gain1, float beta2, float gain2, float rate, float momentum, float next,
      float varianceScale, float epsilon) {
    for (int i = from; i < to; i++) {
      float g = gradients[i] * scale;
      float m = mean[i] + gain1 * (g - mean[i]);
      float v = beta2 * variance[i] + gain2 * g * g;
      float product = (1 - rest[i]) * momentum;
      mean[i] = m;
      variance[i] = v;
      rest[i] = 1 - product;
      float nudged = (1 - momentum) / (1 - product) * g + next / (1 - product * next) * m;
      theta[i] = theta[i] * keep - rate * nudged / ((float) Math.sqrt(v) / varianceScale + epsilon);
    }
  }
}
