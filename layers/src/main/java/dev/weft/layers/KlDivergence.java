package dev.weft.layers;

import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.TargetForm;

/**
 * How far the softmax of the outputs is from a wanted distribution q: {@code loss = T² Σⱼ qⱼ (log qⱼ − log pⱼ)} with {@code p = softmax(z /
 * T)}. It is cross-entropy less what q itself has of it, so 0 is possible.
 *
 * <p>The target is q. With {@link #distilling} it is the logits of another network, the teacher, and {@code q = softmax(t / T)}; a
 * temperature T above 1 shows what the teacher takes for similar, and the factor T² keeps the size of the gradient.
 *
 * <p>Gradient: {@code dz = T (p Σⱼ qⱼ − q)}. Shapes: z, t (K,). Defaults: T = 1, targets are distributions. It is T² times PyTorch's {@code
 * KLDivLoss(reduction="batchmean")} of {@code log_softmax(z / T)} and q.
 *
 * <p>Hinton et al. 2015, <a href="https://arxiv.org/abs/1503.02531">Distilling the Knowledge in a Neural Network</a>.
 *
 * {@snippet :
 * var student = Sequential.input(4).add(dense(3)).build(1);
 * Trainer.of(student, klDivergence().distilling(4), adam(1e-3f)).fit(Examples.of(x, network.predict(x)));
 * }
 *
 * @param temperature T, above 0
 * @param logits whether targets are logits
 */
public record KlDivergence(float temperature, boolean logits) implements Loss {

  /** Checks the temperature. */
  public KlDivergence {
    LossMath.requirePositive("temperature", temperature);
  }

  /** A copy whose targets are the logits of a teacher, both softened by this temperature. */
  public KlDivergence distilling(float temperature) {
    return new KlDivergence(temperature, true);
  }

  @Override
  public String name() {
    return "kl_divergence";
  }

  /** {@code log qⱼ}, given what it is divided by. */
  private double logTarget(float target, double logSum) {
    return logits ? target / (double) temperature - logSum : Math.log(target);
  }

  private double logTargets(float[] t, int tOffset, int size) {
    return logits ? LossMath.logSumExp(t, tOffset, size, temperature) : 0;
  }

  @Override
  public float loss(float[] z, int zOffset, float[] t, int tOffset, int size) {
    double logSum = LossMath.logSumExp(z, zOffset, size, temperature);
    double logTargets = logTargets(t, tOffset, size);
    double loss = 0;
    for (int j = 0; j < size; j++) {
      double logQ = logTarget(t[tOffset + j], logTargets);
      double q = Math.exp(logQ);
      loss += q == 0 ? 0 : q * (logQ - (z[zOffset + j] / (double) temperature - logSum));
    }
    return (float) (loss * temperature * temperature);
  }

  @Override
  public void gradient(
      float[] dz, int dzOffset, float[] z, int zOffset, float[] t, int tOffset, int size, float scale) {
    double logSum = LossMath.logSumExp(z, zOffset, size, temperature);
    double logTargets = logTargets(t, tOffset, size);
    double total = 0;
    for (int j = 0; j < size; j++) {
      total += Math.exp(logTarget(t[tOffset + j], logTargets));
    }
    for (int j = 0; j < size; j++) {
      double p = Math.exp(z[zOffset + j] / (double) temperature - logSum);
      double q = Math.exp(logTarget(t[tOffset + j], logTargets));
      dz[dzOffset + j] = (float) (scale * temperature * (p * total - q));
    }
  }

  @Override
  public void activate(float[] z, int zOffset, int size) {
    SoftmaxCrossEntropy.softmax(z, zOffset, z, zOffset, size);
  }

  @Override
  public String activation() {
    return Softmax.KIND;
  }

  @Override
  public TargetForm targetForm() {
    return TargetForm.CLASS;
  }

  @Override
  public void checkTarget(float[] t, int tOffset, int size) {
    if (!logits) {
      LossMath.requireDistribution(t, tOffset, size, "");
    }
  }

  @Override
  public String toString() {
    return "KL divergence" + (logits ? " from logits" : "") + (temperature == 1 ? "" : ", temperature " + temperature);
  }
}
