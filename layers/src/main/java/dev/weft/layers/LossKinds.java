package dev.weft.layers;

import dev.weft.layers.engine.Loss;
import java.util.Map;

/** Losses from what their names and configurations say. */
final class LossKinds {

  private final String name;
  private final Map<String, ?> config;

  private LossKinds(String name, Map<String, ?> config) {
    this.name = name;
    this.config = config;
  }

  static Loss parse(String name, Map<String, ?> config) {
    return new LossKinds(name, config).loss();
  }

  private Loss loss() {
    return switch (name) {
      case "softmax_cross_entropy" -> Losses.softmaxCrossEntropy().withLabelSmoothing(number("labelSmoothing"))
          .withClassWeights(config.containsKey("classWeights") ? numbers("classWeights") : new float[0]);
      case "sparse_softmax_cross_entropy" -> new SparseSoftmaxCrossEntropy(whole("classes"));
      case "binary_cross_entropy" -> new BinaryCrossEntropy(number("positiveWeight"));
      case "focal_loss" -> new FocalLoss(number("gamma"), number("alpha"));
      case "hinge" -> new HingeLoss(flag("squared"));
      case "kl_divergence" -> new KlDivergence(number("temperature"), flag("logits"));
      case "mean_squared_error" -> Losses.meanSquaredError();
      case "mean_absolute_error" -> new MeanAbsoluteError();
      case "huber" -> new HuberLoss(number("delta"));
      case "log_cosh" -> new LogCosh();
      case "cosine" -> new CosineLoss();
      case "triplet" -> new TripletLoss(number("margin"));
      case "contrastive" -> new ContrastiveLoss(number("temperature"));
      default -> throw new IllegalArgumentException("expected the name of one of Weft's losses, got '" + name + "'");
    };
  }

  private float number(String key) {
    if (config.get(key) instanceof Number number) {
      return number.floatValue();
    }
    throw wrong(key, "a number");
  }

  private int whole(String key) {
    if (config.get(key) instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw wrong(key, "a whole number");
  }

  private boolean flag(String key) {
    if (config.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(key, "true or false");
  }

  /** Numbers as {@link java.util.Arrays#toString(float[])} writes them. */
  private float[] numbers(String key) {
    if (config.get(key) instanceof String text && text.matches("\\[[^\\[\\]]+]")) {
      String[] words = text.substring(1, text.length() - 1).split(", *", -1);
      float[] numbers = new float[words.length];
      try {
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Float.parseFloat(words[i]);
        }
        return numbers;
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(name + ": expected numbers for " + key + ", got " + text, e);
      }
    }
    throw wrong(key, "numbers such as [1.0, 2.0]");
  }

  private IllegalArgumentException wrong(String key, String expected) {
    return new IllegalArgumentException(
        name + ": expected " + expected + " for " + key + ", got " + config.get(key));
  }
}
