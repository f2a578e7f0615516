package dev.weft.layers;

import dev.weft.layers.engine.Loss;
import java.util.Map;

/**
 * Factories of losses.
 *
 * {@snippet :
 * Trainer.of(network, softmaxCrossEntropy().withLabelSmoothing(0.1f), adam(1e-3f)).fit(training);
 * Losses.fromConfig("huber", Map.of("delta", 1)); // that of a model file
 * }
 */
public final class Losses {

  private Losses() {}

  /**
   * The loss whose {@link Loss#name} and {@link Loss#config} these are.
   *
   * @throws IllegalArgumentException if the name is unknown, or a setting is missing or of the wrong type
   */
  public static Loss fromConfig(String name, Map<String, ?> config) {
    return LossKinds.parse(name, config);
  }

  /** Softmax cross-entropy on logits, without label smoothing or class weights. */
  public static SoftmaxCrossEntropy softmaxCrossEntropy() {
    return new SoftmaxCrossEntropy(0, new float[0]);
  }

  /** Softmax cross-entropy on logits, with the number of the class as target. See {@link SparseSoftmaxCrossEntropy}. */
  public static SparseSoftmaxCrossEntropy sparseSoftmaxCrossEntropy() {
    return new SparseSoftmaxCrossEntropy(0);
  }

  /** Sigmoid and cross-entropy on logits: yes or no, or several labels. See {@link BinaryCrossEntropy}. */
  public static BinaryCrossEntropy binaryCrossEntropy() {
    return new BinaryCrossEntropy(1);
  }

  /** Binary cross-entropy that cares less for what is right already, γ 2 and α 0.25. See {@link FocalLoss}. */
  public static FocalLoss focalLoss() {
    return focalLoss(2, 0.25f);
  }

  /** Binary cross-entropy that cares less for what is right already. See {@link FocalLoss}. */
  public static FocalLoss focalLoss(float gamma, float alpha) {
    return new FocalLoss(gamma, alpha);
  }

  /** {@code max(0, 1 ∓ y)} for labels. See {@link HingeLoss}. */
  public static HingeLoss hinge() {
    return new HingeLoss(false);
  }

  /** Distance to a distribution, or to what a teacher says. See {@link KlDivergence}. */
  public static KlDivergence klDivergence() {
    return new KlDivergence(1, false);
  }

  /** Mean squared error over an example's outputs. */
  public static MeanSquaredError meanSquaredError() {
    return new MeanSquaredError();
  }

  /** Mean absolute error over an example's outputs. See {@link MeanAbsoluteError}. */
  public static MeanAbsoluteError meanAbsoluteError() {
    return new MeanAbsoluteError();
  }

  /** Squared for errors up to δ, straight beyond. See {@link HuberLoss}. */
  public static HuberLoss huber(float delta) {
    return new HuberLoss(delta);
  }

  /** {@code log cosh} of the error. See {@link LogCosh}. */
  public static LogCosh logCosh() {
    return new LogCosh();
  }

  /** For each example the farthest of its group less the nearest of another, with margin 0.2. See {@link TripletLoss}. */
  public static TripletLoss triplet() {
    return new TripletLoss(0.2f);
  }

  /** Each example nearer to its group than to all others, temperature 0.1. See {@link ContrastiveLoss}. */
  public static ContrastiveLoss contrastive() {
    return new ContrastiveLoss(0.1f);
  }

  /** 1 less the cosine of the angle between output and target. See {@link CosineLoss}. */
  public static CosineLoss cosine() {
    return new CosineLoss();
  }
}
