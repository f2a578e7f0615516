package dev.weft.layers;

/**
 * Binary cross-entropy that cares less for what is right already: the mean over the K outputs of {@code f(z, t) = −α_t (1 − p_t)^γ log
 * p_t}, where p_t is σ(z) and α_t is α if the target t is 1, and both are 1 minus that if it is 0. For labels of which few are 1.
 *
 * <p>Gradient: {@code dz = ±1/K α_t (1 − p_t)^γ (γ p_t log p_t − (1 − p_t))}, + for t = 1 and − for t = 0. Shapes: z, t (K,). Defaults: γ
 * = 2, α = 0.25, those of the paper. The outputs are logits, and {@link #activate} makes probabilities of them.
 *
 * <p>Lin et al. 2017, <a href="https://arxiv.org/abs/1708.02002">Focal Loss for Dense Object Detection</a>.
 *
 * {@snippet :
 * var network = Sequential.input(4).add(dense(1)).build(1);
 * Trainer.of(network, focalLoss(), adam(1e-3f)).fit(Examples.of(x, yesOrNo));
 * }
 *
 * @param gamma γ, 0 or more; with 0 it is binary cross-entropy with weights
 * @param alpha α, between 0 and 1
 */
public record FocalLoss(float gamma, float alpha) implements LogitLoss {

  /** Checks the settings. */
  public FocalLoss {
    if (!(gamma >= 0 && gamma < Float.POSITIVE_INFINITY) || !(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "expected a gamma of 0 or more and an alpha between 0 and 1, got " + gamma + " and " + alpha);
    }
  }

  @Override
  public String name() {
    return "focal_loss";
  }

  @Override
  public double value(double z, double t) {
    return (t == 0 ? 0 : t * alpha * side(z)) + (t == 1 ? 0 : (1 - t) * (1 - alpha) * side(-z));
  }

  /** For an output whose target is 1. */
  private double side(double z) {
    return Math.pow(LossMath.sigmoid(-z), gamma) * LossMath.softplus(-z);
  }

  @Override
  public double slope(double z, double t) {
    return (t == 0 ? 0 : t * alpha * sideSlope(z)) - (t == 1 ? 0 : (1 - t) * (1 - alpha) * sideSlope(-z));
  }

  private double sideSlope(double z) {
    double wrong = LossMath.sigmoid(-z);
    return -Math.pow(wrong, gamma) * (gamma * (1 - wrong) * LossMath.softplus(-z) + wrong);
  }

  @Override
  public String toString() {
    return "focal loss, gamma " + gamma + ", alpha " + alpha;
  }
}
