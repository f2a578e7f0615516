package dev.weft.optim;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stochastic gradient descent with optional momentum and L2 weight decay.
 *
 * <p>With parameter θ, gradient g, momentum μ, weight decay λ and learning rate η, a step is
 * {@code g += λ θ}, {@code v = μ v + g}, and {@code θ -= η v}, or with Nesterov's form {@code θ -= η (g + μ v)}.
 * This is the order of
 * <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html">torch.optim.SGD</a> without dampening;
 * see <a href="https://proceedings.mlr.press/v28/sutskever13.html">Sutskever et al.</a> (2013) on the two forms.
 *
 * <p>Without momentum and decay the rows of an embedding that a batch does not name are passed over, which changes nothing but the time.
 *
 * <p>State: one float a parameter with momentum, else none. Derived in docs/book/09-optimisers.md.
 *
 * @param learningRate η, 0 or more
 * @param momentum μ, from 0 to below 1; 0 by default
 * @param nesterov whether to look ahead; false by default, and needs momentum
 * @param weightDecay λ, 0 or more; 0 by default
 */
public record Sgd(float learningRate, double momentum, boolean nesterov, double weightDecay) implements Optimizer {

  /** Checks the settings. */
  public Sgd {
    Settings.requireLearningRate(learningRate);
    Settings.requireDecayRate("momentum", momentum);
    Settings.requireNonNegative("weight decay", weightDecay);
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("expected a momentum above 0 for Nesterov's form, got 0");
    }
  }

  /** A copy with this momentum. */
  public Sgd withMomentum(double momentum) {
    return new Sgd(learningRate, momentum, nesterov, weightDecay);
  }

  /** A copy that uses Nesterov's form; set the momentum first. */
  public Sgd withNesterov() {
    return new Sgd(learningRate, momentum, true, weightDecay);
  }

  /** A copy with this weight decay. */
  @Override
  public Sgd withWeightDecay(double weightDecay) {
    return new Sgd(learningRate, momentum, nesterov, weightDecay);
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public int slots() {
    return momentum == 0 ? 0 : 1;
  }

  /** Without momentum and decay, which would move them: a step of 0 is none. */
  @Override
  public boolean skipsUntouchedRows() {
    return momentum == 0 && weightDecay == 0;
  }

  @Override
  public void update(float[] values, float[] gradients, float[][] state, int from, int to, long step,
      float learningRate, float gradientScale) {
    float decay = (float) weightDecay;
    float mu = (float) momentum;
    if (momentum == 0) {
      plain(values, gradients, from, to, learningRate, gradientScale, decay);
    } else if (nesterov) {
      nesterov(values, gradients, state[0], from, to, learningRate, gradientScale, decay, mu);
    } else {
      heavyBall(values, gradients, state[0], from, to, learningRate, gradientScale, decay, mu);
    }
  }

  private static void plain(float[] values, float[] gradients, int from, int to, float rate, float scale,
      float decay) {
    for (int i = from; i < to; i++) {
      float g = gradients[i] * scale + decay * values[i];
      values[i] -= rate * g;
    }
  }

  private static void heavyBall(float[] values, float[] gradients, float[] velocity, int from, int to, float rate,
      float scale, float decay, float momentum) {
    for (int i = from; i < to; i++) {
      float g = gradients[i] * scale + decay * values[i];
      float v = momentum * velocity[i] + g;
      velocity[i] = v;
      values[i] -= rate * v;
    }
  }

  private static void nesterov(float[] values, float[] gradients, float[] velocity, int from, int to, float rate,
      float scale, float decay, float momentum) {
    for (int i = from; i < to; i++) {
      float g = gradients[i] * scale + decay * values[i];
      float v = momentum * velocity[i] + g;
      velocity[i] = v;
      values[i] -= rate * (g + momentum * v);
    }
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("optimizer", name());
    config.put("learningRate", learningRate);
    config.put("momentum", momentum);
    config.put("nesterov", nesterov);
    config.put("weightDecay", weightDecay);
    return config;
  }
}
