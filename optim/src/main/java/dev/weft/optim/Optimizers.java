package dev.weft.optim;

import java.util.Map;

/** The optimisers by name: {@code adam(1e-3f)}, {@code sgd(0.1f).withMomentum(0.9).withNesterov()}. */
public final class Optimizers {

  private Optimizers() {}

  /** Plain gradient descent; see {@link Sgd}. */
  public static Sgd sgd(float learningRate) {
    return new Sgd(learningRate, 0, false, 0);
  }

  /** Adam with β₁ 0.9, β₂ 0.999, ε 1e-7; see {@link Adam}. */
  public static Adam adam(float learningRate) {
    return new Adam(learningRate, Adam.BETA1, Adam.BETA2, Adam.EPSILON, 0);
  }

  /** Adam that leaves alone what a batch does not name of an embedding, β₁ 0.9, β₂ 0.999, ε 1e-7; see {@link LazyAdam}. */
  public static LazyAdam lazyAdam(float learningRate) {
    return new LazyAdam(learningRate, Adam.BETA1, Adam.BETA2, Adam.EPSILON);
  }

  /** Adam with decoupled weight decay, β₁ 0.9, β₂ 0.999, ε 1e-7; see {@link AdamW}. */
  public static AdamW adamW(float learningRate, double weightDecay) {
    return new AdamW(learningRate, Adam.BETA1, Adam.BETA2, Adam.EPSILON, weightDecay);
  }

  /**
   * The optimiser whose {@link Optimizer#config} this is.
   *
   * @throws IllegalArgumentException if a setting is missing, of the wrong type or out of range, or the name unknown
   */
  public static Optimizer fromConfig(Map<String, ?> config) {
    Config c = new Config(config);
    String name = c.text("optimizer");
    return switch (name) {
      case "sgd" -> new Sgd((float) c.number("learningRate"), c.number("momentum"), c.flag("nesterov"),
          c.number("weightDecay"));
      case "adam" -> new Adam((float) c.number("learningRate"), c.number("beta1"), c.number("beta2"),
          c.number("epsilon"), c.number("weightDecay"));
      case "lazy_adam" -> new LazyAdam((float) c.number("learningRate"), c.number("beta1"), c.number("beta2"),
          c.number("epsilon"));
      case "adamw" -> new AdamW((float) c.number("learningRate"), c.number("beta1"), c.number("beta2"),
          c.number("epsilon"), c.number("weightDecay"));
      default -> throw new IllegalArgumentException("expected optimizer sgd, adam, lazy_adam or adamw, got " + name);
    };
  }
}
