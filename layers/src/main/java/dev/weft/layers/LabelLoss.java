package dev.weft.layers;

import dev.weft.layers.engine.TargetForm;

/** An {@link ElementwiseLoss} whose targets say yes or no for each output: 1, 0, or between. */
interface LabelLoss extends ElementwiseLoss {

  @Override
  default TargetForm targetForm() {
    return TargetForm.LABELS;
  }

  @Override
  default void checkTarget(float[] t, int tOffset, int size) {
    LossMath.requireShares(t, tOffset, size);
  }
}
