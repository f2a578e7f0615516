package dev.weft.fmnist.explain;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;

/** Gradients without differentiation. */
final class Numeric {

  private Numeric() {}

  /** {@code (z_c(x + h e_i) − z_c(x − h e_i)) / 2h} for each pixel i, over the step that a float can take. */
  static float[] gradient(Network network, Tensor x, int target, float step) {
    Tensor batch = Tensor.zeros(x.shape().prepend(2));
    float[] gradient = new float[x.size()];
    for (int i = 0; i < gradient.length; i++) {
      float[] values = x.toArray();
      System.arraycopy(values, 0, batch.array(), 0, values.length);
      System.arraycopy(values, 0, batch.array(), values.length, values.length);
      batch.array()[i] += step;
      batch.array()[values.length + i] -= step;
      Tensor logits = network.predict(batch);
      gradient[i] = (logits.get(0, target) - logits.get(1, target))
          / (batch.array()[i] - batch.array()[values.length + i]);
    }
    return gradient;
  }
}
