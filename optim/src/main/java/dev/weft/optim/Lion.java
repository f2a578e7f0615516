package dev.weft.optim;

/**
 * Lion: steps of one length, into the direction of the sign of a momentum
 * (<a href="https://arxiv.org/abs/2302.06675">Chen and others</a>, 2023).
 *
 * <p>With parameter θ, gradient g, weight decay λ and learning rate η:
 *
 * <pre>
 * θ -= η (sign(β₁ m + (1 − β₁) g) + λ θ)
 * m  = β₂ m + (1 − β₂) g
 * </pre>
 *
 * <p>The paper advises a learning rate three to ten times smaller than AdamW's, and a weight decay as much larger. Half of Adam's state.
 *
 * <p>State: one float a parameter, m.
 *
 * {@snippet :
 * Trainer.of(network, softmaxCrossEntropy(), lion(3e-4f).withWeightDecay(0.1)).fit(training);
 * }
 *
 * @param learningRate η, 0 or more
 * @param beta1 β₁, from 0 to below 1; 0.9 by default
 * @param beta2 β₂, from 0 to below 1; 0.99 by default
 * @param weightDecay λ, decoupled, 0 or more; 0 by default
 */
public record Lion(float learningRate, double beta1, double beta2, double weightDecay) implements Optimizer {

  static final double BETA2 = 0.99;

  /** Checks the settings. */
  public Lion {
    Settings.requireLearningRate(learningRate);
    Settings.requireDecayRate("beta1", beta1);
    Settings.requireDecayRate("beta2", beta2);
    Settings.requireNonNegative("weight decay", weightDecay);
  }

  /** A copy with these decay rates: that of the direction, and that of the momentum. */
  public Lion withBetas(double beta1, double beta2) {
    return new Lion(learningRate, beta1, beta2, weightDecay);
  }

  /** A copy with this decoupled weight decay. */
  @Override
  public Lion withWeightDecay(double weightDecay) {
    return new Lion(learningRate, beta1, beta2, weightDecay);
  }

  @Override
  public String name() {
    return "lion";
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void update(float[] values, float[] gradients, float[][] state, int from, int to, long step,
      float learningRate, float gradientScale) {
    step(values, gradients, state[0], from, to, gradientScale, (float) (1 - learningRate * weightDecay), learningRate,
        (float) (1 - beta1), (float) (1 - beta2));
  }

  private static void step(float[] theta, float[] gradients, float[] mean, int from, int to, float scale, float keep,
      float rate, float gain1, float gain2) {
    for (int i = from; i < to; i++) {
      float g = gradients[i] * scale;
      float difference = g - mean[i];
      float direction = mean[i] + gain1 * difference;
      theta[i] = theta[i] * keep - rate * Math.signum(direction);
      mean[i] += gain2 * difference;
    }
  }
}
