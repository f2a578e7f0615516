package dev.weft.layers;

import dev.weft.layers.engine.BatchLoss;
import dev.weft.layers.engine.TargetForm;

/** A {@link BatchLoss} of embeddings: the target of an example is one number, that of its group. */
interface GroupLoss extends BatchLoss {

  @Override
  default int targetSize(int size) {
    return 1;
  }

  @Override
  default TargetForm targetForm() {
    return TargetForm.GROUP;
  }
}
