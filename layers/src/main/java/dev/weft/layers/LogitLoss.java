package dev.weft.layers;

/** A {@link LabelLoss} of outputs that are logits, of which the sigmoid makes probabilities. */
interface LogitLoss extends LabelLoss {

  @Override
  default void activate(float[] z, int zOffset, int size) {
    LossMath.sigmoid(z, zOffset, size);
  }

  @Override
  default String activation() {
    return "sigmoid";
  }
}
