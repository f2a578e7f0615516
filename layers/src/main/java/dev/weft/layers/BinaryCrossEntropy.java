package dev.weft.layers;

/**
 * Sigmoid and binary cross-entropy in one, for yes or no and for several labels at once: the mean over the K outputs of {@code f(z, t) =
 * −w t log σ(z) − (1 − t) log(1 − σ(z))}, with the target t of 1 or 0 (or between).
 *
 * <p>The outputs are logits: the network ends without a sigmoid, so nothing overflows or rounds to 0. {@code predict} gives logits too;
 * {@link #activate} makes probabilities of them. The weight w counts what is rare as often as what is frequent.
 *
 * <p>Gradient: {@code dz = 1/K ((1 − t) σ(z) − w t (1 − σ(z)))}, which is {@code (σ(z) − t) / K} for w = 1. Shapes: z, t (K,). Default:
 * w = 1. It is PyTorch's {@code BCEWithLogitsLoss(pos_weight=w)}.
 *
 * {@snippet :
 * var network = Sequential.input(4).add(dense(1)).build(1); // or an output for each label
 * Trainer.of(network, binaryCrossEntropy().withPositiveWeight(3), adam(1e-3f)).fit(Examples.of(x, yesOrNo));
 * }
 *
 * @param positiveWeight w, above 0
 */
public record BinaryCrossEntropy(float positiveWeight) implements LogitLoss {

  /** Checks the weight. */
  public BinaryCrossEntropy {
    LossMath.requirePositive("weight of positive targets", positiveWeight);
  }

  /** A copy in which a target of 1 counts as much as this. */
  public BinaryCrossEntropy withPositiveWeight(float weight) {
    return new BinaryCrossEntropy(weight);
  }

  @Override
  public String name() {
    return "binary_cross_entropy";
  }

  @Override
  public double value(double z, double t) {
    // A side that is not wanted adds 0, even where the other one is infinitely sure.
    return (t == 0 ? 0 : positiveWeight * t * LossMath.softplus(-z)) + (t == 1 ? 0 : (1 - t) * LossMath.softplus(z));
  }

  @Override
  public double slope(double z, double t) {
    double p = LossMath.sigmoid(z);
    return (1 - t) * p - positiveWeight * t * (1 - p);
  }

  @Override
  public String toString() {
    return "binary cross-entropy" + (positiveWeight == 1 ? "" : ", positive weight " + positiveWeight);
  }
}
