package dev.weft.book.softmax;

/** Softmax and cross-entropy as the formulas say it, and as a computer can do it. */
public final class Softmax {

  private Softmax() {}

  /** Softmax as it is defined; overflows for large logits. */
  public static float[] naive(float[] z) {
    float sum = 0;
    for (float logit : z) {
      sum += (float) Math.exp(logit);
    }
    float[] p = new float[z.length];
    for (int j = 0; j < z.length; j++) {
      p[j] = (float) Math.exp(z[j]) / sum;
    }
    return p;
  }

  /** The same probabilities from logits moved so that the largest is 0. */
  public static float[] stable(float[] z) {
    float max = max(z);
    float sum = 0;
    for (float logit : z) {
      sum += (float) Math.exp(logit - max);
    }
    float[] p = new float[z.length];
    for (int j = 0; j < z.length; j++) {
      p[j] = (float) Math.exp(z[j] - max) / sum;
    }
    return p;
  }

  /** The logarithm of the sum of exponentials, which lies between max and max + log K. */
  public static float logSumExp(float[] z) {
    float max = max(z);
    float sum = 0;
    for (float logit : z) {
      sum += (float) Math.exp(logit - max);
    }
    return max + (float) Math.log(sum);
  }

  /** The cross-entropy of a label, from the logits. */
  public static float loss(float[] z, int label) {
    return logSumExp(z) - z[label];
  }

  /** The cross-entropy of a label by way of its probability: infinite where that rounds to 0. */
  public static float lossOfProbability(float[] z, int label) {
    return (float) -Math.log(stable(z)[label]);
  }

  /** The gradient of the loss: p − y. */
  public static float[] gradient(float[] z, int label) {
    float[] gradient = stable(z);
    gradient[label] -= 1;
    return gradient;
  }

  private static float max(float[] z) {
    float max = Float.NEGATIVE_INFINITY;
    for (float logit : z) {
      max = Math.max(max, logit);
    }
    return max;
  }
}
