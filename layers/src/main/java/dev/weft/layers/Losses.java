package dev.weft.layers;

/** Factories of losses. */
public final class Losses {

  private Losses() {}

  /** Softmax cross-entropy on logits, without label smoothing or class weights. */
  public static SoftmaxCrossEntropy softmaxCrossEntropy() {
    return new SoftmaxCrossEntropy(0, new float[0]);
  }

  /** Mean squared error over an example's outputs. */
  public static MeanSquaredError meanSquaredError() {
    return new MeanSquaredError();
  }
}
