package dev.weft.layers;

import java.util.Arrays;

/**
 * Embeddings whose directions tell the group: for each example i of a batch the mean over the others p of its group of {@code −log
 * (exp(uᵢ·uₚ / T) / Σ exp(uᵢ·uₐ / T))}, the sum over all others a, with u the outputs divided by their length; 0 if nobody else is of its
 * group. Supervised contrastive loss, "out" form.
 *
 * <p>Gradient: with {@code cᵢₐ = (softmaxₐ(uᵢ·uₐ / T) − [a in the group] / |group|) / T}, {@code duᵢ = Σₐ (cᵢₐ + cₐᵢ) uₐ} and {@code dy = (du − u
 * (u·du)) / |y|}. Shapes: outputs (N, K), targets (N, 1), numbers of groups. Default: temperature T = 0.1. Lengths below 1e-8 count as that.
 *
 * <p>Khosla et al. 2020, <a href="https://arxiv.org/abs/2004.11362">Supervised Contrastive Learning</a>.
 *
 * {@snippet :
 * Trainer.of(network, contrastive(), adam(1e-3f)).fit(Examples.labelled(x, labels, names));
 * }
 *
 * @param temperature T, above 0
 */
public record ContrastiveLoss(float temperature) implements GroupLoss {

  private static final double LEAST = 1e-8;

  /** Checks the temperature. */
  public ContrastiveLoss {
    LossMath.requirePositive("temperature", temperature);
  }

  /** A copy with this temperature. */
  public ContrastiveLoss withTemperature(float temperature) {
    return new ContrastiveLoss(temperature);
  }

  @Override
  public String name() {
    return "contrastive";
  }

  @Override
  public void evaluate(float[] losses, float[] dOutputs, int dOffset, float[] outputs, int offset, float[] targets,
      int targetOffset, int targetStride, float[] weights, int batch, int size, float scale) {
    if (dOutputs != null) {
      Arrays.fill(dOutputs, dOffset, dOffset + batch * size, 0f);
    }
    for (int i = 0; i < batch; i++) {
      double length = length(outputs, offset + i * size, size);
      double max = Double.NEGATIVE_INFINITY;
      double alike = 0;
      int group = 0;
      for (int a = 0; a < batch; a++) {
        if (a != i) {
          double similarity = similarity(outputs, offset + i * size, length, offset + a * size, size);
          boolean together = targets[targetOffset + i * targetStride] == targets[targetOffset + a * targetStride];
          max = Math.max(max, similarity);
          alike += together ? similarity : 0;
          group += together ? 1 : 0;
        }
      }
      losses[i] = 0;
      if (group > 0) {
        double sum = 0;
        for (int a = 0; a < batch; a++) {
          sum += a == i ? 0 : Math.exp(similarity(outputs, offset + i * size, length, offset + a * size, size) - max);
        }
        losses[i] = (float) (max + Math.log(sum) - alike / group);
        for (int a = 0; dOutputs != null && a < batch; a++) {
          if (a != i) {
            boolean together = targets[targetOffset + i * targetStride] == targets[targetOffset + a * targetStride];
            double share =
                Math.exp(similarity(outputs, offset + i * size, length, offset + a * size, size) - max) / sum;
            double factor = scale * weights[i] * (share - (together ? 1.0 / group : 0)) / temperature;
            add(dOutputs, dOffset + i * size, outputs, offset + a * size, size, factor);
            add(dOutputs, dOffset + a * size, outputs, offset + i * size, size, factor);
          }
        }
      }
    }
    for (int n = 0; dOutputs != null && n < batch; n++) {
      throughLength(dOutputs, dOffset + n * size, outputs, offset + n * size, size);
    }
  }

  private double similarity(float[] outputs, int a, double lengthOfA, int b, int size) {
    return dot(outputs, a, outputs, b, size) / (lengthOfA * length(outputs, b, size) * temperature);
  }

  private static double dot(float[] x, int a, float[] y, int b, int size) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += (double) x[a + j] * y[b + j];
    }
    return sum;
  }

  private static double length(float[] outputs, int at, int size) {
    return Math.max(LEAST, Math.sqrt(dot(outputs, at, outputs, at, size)));
  }

  /** Adds a factor times the direction of an output. */
  private static void add(float[] du, int to, float[] outputs, int from, int size, double factor) {
    double scaled = factor / length(outputs, from, size);
    for (int j = 0; j < size; j++) {
      du[to + j] += (float) (scaled * outputs[from + j]);
    }
  }

  /** Turns the gradient of a direction into that of the output. */
  private static void throughLength(float[] du, int at, float[] outputs, int from, int size) {
    double length = length(outputs, from, size);
    double along = dot(du, at, outputs, from, size) / length;
    for (int j = 0; j < size; j++) {
      du[at + j] = (float) ((du[at + j] - along * outputs[from + j] / length) / length);
    }
  }

  @Override
  public String toString() {
    return "contrastive loss, temperature " + temperature;
  }
}
