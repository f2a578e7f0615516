package dev.weft.layers;

import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.TargetForm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Softmax and categorical cross-entropy in one: {@code loss = −Σⱼ tⱼ log pⱼ} with {@code p = softmax(z)}.
 *
 * <p>The logits z are shifted by their maximum, so nothing overflows: {@code log pⱼ = zⱼ − max − log Σ exp(z − max)}. A logit of
 * −∞ is a class of probability 0: the loss is +∞ if that class is wanted, and else what the others give. A logit of +∞ or NaN,
 * or −∞ everywhere, gives NaN. So it is in PyTorch.
 *
 * <p>Label smoothing s replaces the target t by {@code (1 − s) t + s / K} for K classes. Class weights w multiply the loss
 * of an example by {@code Σⱼ wⱼ tⱼ}, with the unsmoothed target; the mean over the batch divides by its size, as in Keras.
 *
 * <p>Gradient: {@code dz = w (p Σⱼ tⱼ − t)}, which is {@code p − t} for a plain one-hot target. Defaults: no smoothing, no
 * weights. Shapes: z, t (K,).
 *
 * <p>Label smoothing: Szegedy et al. 2016, <a href="https://arxiv.org/abs/1512.00567">Rethinking the Inception Architecture</a>.
 *
 * {@snippet :
 * var loss = softmaxCrossEntropy().withLabelSmoothing(0.1f).withClassWeights(1, 1, 5);
 * Trainer.of(network, loss, adam(1e-3f)).fit(Examples.labelled(x, labels, names));
 * }
 */
// Derived in docs/book/07-softmax-and-cross-entropy.md.
public final class SoftmaxCrossEntropy implements Loss {

  static final String NAME = "softmax_cross_entropy";

  private static final String SMOOTHING = "labelSmoothing";
  private static final String WEIGHTS = "classWeights";

  private final float smoothing;
  private final float[] classWeights; // no component of a record: a step reads them as they are

  SoftmaxCrossEntropy(float smoothing, float[] classWeights) {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException("expected label smoothing in [0, 1), got " + smoothing);
    }
    for (float weight : classWeights) {
      if (!(weight >= 0)) {
        throw new IllegalArgumentException(
            "expected class weights of 0 or more, got " + Arrays.toString(classWeights));
      }
    }
    this.smoothing = smoothing;
    this.classWeights = classWeights.clone();
  }

  /** A copy with label smoothing in [0, 1). */
  public SoftmaxCrossEntropy withLabelSmoothing(float smoothing) {
    return new SoftmaxCrossEntropy(smoothing, classWeights);
  }

  /** A copy with one weight of 0 or more per class; none means 1 each. */
  public SoftmaxCrossEntropy withClassWeights(float... weights) {
    return new SoftmaxCrossEntropy(smoothing, weights);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(SMOOTHING, smoothing);
    if (classWeights.length > 0) {
      config.put(WEIGHTS, Arrays.toString(classWeights));
    }
    return config;
  }

  /** The loss whose {@link #config} this is. */
  static SoftmaxCrossEntropy fromConfig(Map<String, ?> config) {
    Object weights = config.get(WEIGHTS);
    if (config.get(SMOOTHING) instanceof Number smoothing && (weights == null || weights instanceof String)) {
      return new SoftmaxCrossEntropy(smoothing.floatValue(),
          weights == null ? new float[0] : numbers((String) weights));
    }
    throw new IllegalArgumentException(
        NAME + ": expected a number for labelSmoothing and numbers for classWeights, got " + config);
  }

  /** Numbers as {@link Arrays#toString(float[])} writes them. */
  private static float[] numbers(String text) {
    if (text.matches("\\[[^\\[\\]]+]")) {
      String[] words = text.substring(1, text.length() - 1).split(", *", -1);
      float[] numbers = new float[words.length];
      try {
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Float.parseFloat(words[i]);
        }
        return numbers;
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(NAME + ": expected numbers for classWeights, got " + text, e);
      }
    }
    throw new IllegalArgumentException(NAME + ": expected numbers such as [1.0, 2.0] for classWeights, got " + text);
  }

  @Override
  public int targetSize(int size) {
    requireWeights(size);
    return size;
  }

  @Override
  public void checkTarget(float[] t, int tOffset, int size) {
    LossMath.requireDistribution(t, tOffset, size, "; for several labels see Losses.binaryCrossEntropy");
  }

  @Override
  public float loss(float[] z, int zOffset, float[] t, int tOffset, int size) {
    float max = max(z, zOffset, size);
    double logSum = Math.log(sumOfExp(z, zOffset, size, max));
    double loss = 0;
    for (int j = 0; j < size; j++) {
      double target = smoothed(t[tOffset + j], size);
      if (target != 0) { // a class that is not wanted adds 0, even where log p is −∞
        loss -= target * (z[zOffset + j] - max - logSum);
      }
    }
    return (float) (loss * weight(t, tOffset, size));
  }

  @Override
  public void gradient(
      float[] dz, int dzOffset, float[] z, int zOffset, float[] t, int tOffset, int size, float scale) {
    float max = max(z, zOffset, size);
    double sum = sumOfExp(z, zOffset, size, max);
    double targets = 0;
    for (int j = 0; j < size; j++) {
      targets += smoothed(t[tOffset + j], size);
    }
    double factor = scale * weight(t, tOffset, size);
    for (int j = 0; j < size; j++) {
      double p = Math.exp(z[zOffset + j] - max) / sum;
      dz[dzOffset + j] = (float) (factor * (p * targets - smoothed(t[tOffset + j], size)));
    }
  }

  @Override
  public TargetForm targetForm() {
    return TargetForm.CLASS;
  }

  /** Softmax. */
  @Override
  public String activation() {
    return Softmax.KIND;
  }

  /** Softmax in place. */
  @Override
  public void activate(float[] z, int zOffset, int size) {
    softmax(z, zOffset, z, zOffset, size);
  }

  /** {@code p = softmax(z)}; p and z may be the same. */
  static void softmax(float[] p, int pOffset, float[] z, int zOffset, int size) {
    float max = max(z, zOffset, size);
    double sum = sumOfExp(z, zOffset, size, max);
    for (int j = 0; j < size; j++) {
      p[pOffset + j] = (float) (Math.exp(z[zOffset + j] - max) / sum);
    }
  }

  private static float max(float[] z, int zOffset, int size) {
    float max = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < size; j++) {
      max = Math.max(max, z[zOffset + j]);
    }
    return max;
  }

  private static double sumOfExp(float[] z, int zOffset, int size, float max) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += Math.exp(z[zOffset + j] - max);
    }
    return sum;
  }

  private double smoothed(float target, int classes) {
    return (1.0 - smoothing) * target + smoothing / classes;
  }

  private void requireWeights(int size) {
    if (classWeights.length > 0 && classWeights.length != size) {
      throw new IllegalArgumentException("expected " + size + " class weights, got " + classWeights.length);
    }
  }

  private double weight(float[] t, int tOffset, int size) {
    if (classWeights.length == 0) {
      return 1;
    }
    requireWeights(size);
    double weight = 0;
    for (int j = 0; j < size; j++) {
      weight += classWeights[j] * t[tOffset + j];
    }
    return weight;
  }

  @Override
  public String toString() {
    return "softmax cross-entropy"
        + (smoothing > 0 ? ", label smoothing " + smoothing : "")
        + (classWeights.length > 0 ? ", class weights " + Arrays.toString(classWeights) : "");
  }
}
