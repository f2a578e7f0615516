package dev.weft.layers;

import java.util.Arrays;

/**
 * Embeddings in which those of a group are nearer to one another than to others: for each example a of a batch {@code max(0, m + |a − p| − |a −
 * n|)}, where p is the farthest example of the same group and n the nearest of another one; 0 if there is none of either.
 *
 * <p>Gradient: of a triplet with a positive loss, {@code (a − p)/|a − p| − (a − n)/|a − n|} to a, and the opposite parts to p and n; 0
 * for a distance of 0. Shapes: outputs (N, K), targets (N, 1), numbers of groups. Default: margin m = 0.2. Make batches large enough to
 * have several of each group.
 *
 * <p>Hermans et al. 2017, <a href="https://arxiv.org/abs/1703.07737">In Defense of the Triplet Loss for Person Re-Identification</a>,
 * "batch hard".
 *
 * {@snippet :
 * Trainer.of(network, triplet().withMargin(0.2f), adam(1e-3f)).fit(Examples.labelled(x, labels, names));
 * }
 *
 * @param margin m, above 0
 */
public record TripletLoss(float margin) implements GroupLoss {

  /** Checks the margin. */
  public TripletLoss {
    LossMath.requirePositive("margin", margin);
  }

  /** A copy with this margin. */
  public TripletLoss withMargin(float margin) {
    return new TripletLoss(margin);
  }

  @Override
  public String name() {
    return "triplet";
  }

  @Override
  public void evaluate(float[] losses, float[] dOutputs, int dOffset, float[] outputs, int offset, float[] targets,
      int targetOffset, int targetStride, float[] weights, int batch, int size, float scale) {
    if (dOutputs != null) {
      Arrays.fill(dOutputs, dOffset, dOffset + batch * size, 0f);
    }
    for (int a = 0; a < batch; a++) {
      int farthest = -1;
      int nearest = -1;
      double same = -1;
      double other = Double.POSITIVE_INFINITY;
      for (int b = 0; b < batch; b++) {
        double distance = b == a ? 0 : distance(outputs, offset + a * size, offset + b * size, size);
        boolean together = targets[targetOffset + a * targetStride] == targets[targetOffset + b * targetStride];
        if (b != a && together && !(distance <= same)) {
          same = distance;
          farthest = b;
        } else if (!together && !(distance >= other)) {
          other = distance;
          nearest = b;
        }
      }
      boolean triplet = farthest >= 0 && nearest >= 0;
      double loss = triplet ? margin + same - other : 0;
      losses[a] = (float) (loss <= 0 ? 0 : loss);
      if (dOutputs != null && !(loss <= 0)) {
        pull(dOutputs, dOffset, outputs, offset, a, farthest, size, scale * weights[a] / same);
        pull(dOutputs, dOffset, outputs, offset, a, nearest, size, -scale * weights[a] / other);
      }
    }
  }

  private static double distance(float[] outputs, int a, int b, int size) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      double difference = (double) outputs[a + j] - outputs[b + j];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  /** Adds the gradient of the distance of two examples times a factor, which is infinite for a distance of 0. */
  private static void pull(float[] dOutputs, int dOffset, float[] outputs, int offset, int a, int b, int size,
      double factor) {
    for (int j = 0; j < size && !Double.isInfinite(factor); j++) {
      float slope = (float) (factor * ((double) outputs[offset + a * size + j] - outputs[offset + b * size + j]));
      dOutputs[dOffset + a * size + j] += slope;
      dOutputs[dOffset + b * size + j] -= slope;
    }
  }

  @Override
  public String toString() {
    return "triplet loss, margin " + margin;
  }
}
