package dev.weft.optim;

import java.util.Map;

/**
 * The optimisers by name: {@code adam(1e-3f)}, {@code sgd(0.1f).withMomentum(0.9).withNesterov()}.
 *
 * {@snippet :
 * Trainer.of(network, softmaxCrossEntropy(), adam(1e-3f)).fit(training);
 * Optimizers.fromConfig(sgd(0.1f).config()); // = Sgd[learningRate=0.1, momentum=0.0, nesterov=false, weightDecay=0.0]
 * }
 */
public final class Optimizers {

  /** The entry of a configuration that says which rule it is of. */
  static final String KIND = "optimizer";

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

  /** Adam with Nesterov's momentum, β₁ 0.9, β₂ 0.999, ε 1e-7; see {@link NAdam}. */
  public static NAdam nAdam(float learningRate) {
    return new NAdam(learningRate, Adam.BETA1, Adam.BETA2, Adam.EPSILON, 0);
  }

  /** Rectified Adam, which needs no warm-up, β₁ 0.9, β₂ 0.999, ε 1e-7; see {@link RAdam}. */
  public static RAdam rAdam(float learningRate) {
    return new RAdam(learningRate, Adam.BETA1, Adam.BETA2, Adam.EPSILON, 0);
  }

  /** Steps into the direction of a sign, β₁ 0.9, β₂ 0.99; see {@link Lion}. */
  public static Lion lion(float learningRate) {
    return new Lion(learningRate, Adam.BETA1, Lion.BETA2, 0);
  }

  /**
   * The optimiser whose {@link Optimizer#config} this is.
   *
   * @throws IllegalArgumentException if a setting is missing, of the wrong type or out of range, or the name unknown
   */
  public static Optimizer fromConfig(Map<String, ?> config) {
    String name = Config.kind(KIND, config);
    Class<? extends Record> rule = switch (name) {
      case "sgd" -> Sgd.class;
      case "adam" -> Adam.class;
      case "lazy_adam" -> LazyAdam.class;
      case "adamw" -> AdamW.class;
      case "nadam" -> NAdam.class;
      case "radam" -> RAdam.class;
      case "lion" -> Lion.class;
      default -> throw new IllegalArgumentException(
          "expected optimizer sgd, adam, lazy_adam, adamw, nadam, radam or lion, got " + name);
    };
    return (Optimizer) Config.read(rule, KIND, config);
  }
}
