package dev.weft.book.answers;

import static dev.weft.layers.Losses.softmaxCrossEntropy;

import dev.weft.layers.engine.Loss;
import java.util.Map;

/**
 * Softmax cross-entropy whose gradient is multiplied by a factor that does not belong there.
 *
 * @param factor 1 would be right
 */
record ScaledLoss(float factor) implements Loss {

  @Override
  public String name() {
    return "scaled_loss";
  }

  @Override
  public Map<String, Object> config() {
    return Map.of("factor", factor);
  }

  @Override
  public float loss(float[] z, int zOffset, float[] t, int tOffset, int size) {
    return softmaxCrossEntropy().loss(z, zOffset, t, tOffset, size);
  }

  @Override
  public void gradient(float[] dz, int dzOffset, float[] z, int zOffset, float[] t, int tOffset, int size,
      float scale) {
    softmaxCrossEntropy().gradient(dz, dzOffset, z, zOffset, t, tOffset, size, scale * factor);
  }
}
