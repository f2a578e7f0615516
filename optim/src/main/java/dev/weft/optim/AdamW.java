package dev.weft.optim;

/**
 * Adam with decoupled weight decay (<a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter</a>, 2019): each
 * step first shrinks the parameter, {@code θ *= 1 − η λ}, then moves it as {@link Adam} does without decay.
 *
 * <p>This is <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html">torch.optim.AdamW</a>,
 * save that ε defaults to Keras' 1e-7. Every parameter decays, biases too, unless a
 * {@link ParameterGroup} spares them: {@code Trainer.decayWeightsOnly()}.
 *
 * <p>State: two floats a parameter, as Adam.
 *
 * {@snippet :
 * Trainer.of(network, softmaxCrossEntropy(), adamW(1e-3f, 0.05)).decayWeightsOnly().fit(training);
 * }
 *
 * @param learningRate η, 0 or more
 * @param beta1 β₁, from 0 to below 1; 0.9 by default
 * @param beta2 β₂, from 0 to below 1; 0.999 by default
 * @param epsilon ε, above 0 and finite as a float; 1e-7 by default
 * @param weightDecay λ, 0 or more
 */
// Derived in docs/book/09-optimisers.md.
public record AdamW(float learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {

  /** Checks the settings. */
  public AdamW {
    Settings.requireLearningRate(learningRate);
    Settings.requireDecayRate("beta1", beta1);
    Settings.requireDecayRate("beta2", beta2);
    Settings.requireEpsilon(epsilon);
    Settings.requireNonNegative("weight decay", weightDecay);
  }

  /** A copy with these decay rates of the two averages. */
  public AdamW withBetas(double beta1, double beta2) {
    return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** A copy with this ε. */
  public AdamW withEpsilon(double epsilon) {
    return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  /** A copy with this decoupled weight decay. */
  @Override
  public AdamW withWeightDecay(double weightDecay) {
    return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public String name() {
    return "adamw";
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void update(float[] values, float[] gradients, float[][] state, int from, int to, long step,
      float learningRate, float gradientScale) {
    Adam.step(values, gradients, state[0], state[1], from, to, gradientScale, 0f,
        (float) (1 - learningRate * weightDecay), (float) (1 - beta1), (float) beta2, (float) (1 - beta2),
        Adam.stepSize(learningRate, beta1, step), Adam.varianceScale(beta2, step), (float) epsilon);
  }
}
