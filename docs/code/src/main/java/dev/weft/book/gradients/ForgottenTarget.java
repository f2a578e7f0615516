package dev.weft.book.gradients;

import static dev.weft.layers.Losses.softmaxCrossEntropy;

import dev.weft.layers.engine.Loss;
import java.util.Map;

/** Softmax cross-entropy whose gradient is p where it should be p − t: a mistake to be found. */
final class ForgottenTarget implements Loss {

  @Override
  public String name() {
    return "forgotten_target";
  }

  @Override
  public Map<String, Object> config() {
    return Map.of();
  }

  @Override
  public float loss(float[] z, int zOffset, float[] t, int tOffset, int size) {
    return softmaxCrossEntropy().loss(z, zOffset, t, tOffset, size);
  }

  @Override
  public void gradient(float[] dz, int dzOffset, float[] z, int zOffset, float[] t, int tOffset, int size,
      float scale) {
    softmaxCrossEntropy().gradient(dz, dzOffset, z, zOffset, t, tOffset, size, scale);
    for (int j = 0; j < size; j++) {
      dz[dzOffset + j] += scale * t[tOffset + j];
    }
  }
}
