package dev.weft.optim;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The usual learning-rate schedules. In the formulas k is the step counted from 0, T the number of steps and η the
 * optimiser's learning rate. Every machine gets the same rates to the last bit.
 */
public final class Schedules {

  private static final double WARM_FRACTION = 0.3;
  private static final double START_DIVISOR = 25;
  private static final double END_DIVISOR = 1e4;

  private Schedules() {}

  /** η at every step. */
  public static Schedule constant() {
    return new Constant();
  }

  /**
   * η multiplied by a factor at regular steps: {@code η · factor^⌊k / every⌋}.
   *
   * @param every the number of steps between two drops, 1 or more
   * @param factor above 0
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Schedule step(long every, double factor) {
    return new Step(every, factor);
  }

  /** Half a cosine from η down to 0: {@code cosine(0)}. */
  public static Schedule cosine() {
    return cosine(0);
  }

  /**
   * Half a cosine from η down to a floor, {@code η (f + (1 − f) (1 + cos(π k / T)) / 2)}: one period of
   * <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter</a> (2017).
   *
   * @param floor f, the share of η that is left at the end, from 0 to 1
   * @throws IllegalArgumentException if the floor is out of range
   */
  public static Schedule cosine(double floor) {
    return new Cosine(floor);
  }

  /** One cycle with 30 % of the steps rising, from η / 25, and η / 250,000 at the end: {@code oneCycle(0.3, 25, 1e4)}. */
  public static Schedule oneCycle() {
    return oneCycle(WARM_FRACTION, START_DIVISOR, END_DIVISOR);
  }

  /**
   * One cycle (<a href="https://arxiv.org/abs/1708.07120">Smith and Topin</a>, 2018): a half cosine up from
   * {@code η / startDivisor} to η and another down to {@code η / (startDivisor · endDivisor)}, with the corners of
   * <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html">PyTorch's
   * OneCycleLR</a>; η is its {@code max_lr}.
   *
   * @param warmFraction the share of the steps that rises, strictly between 0 and 1
   * @param startDivisor 1 or more
   * @param endDivisor 1 or more
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Schedule oneCycle(double warmFraction, double startDivisor, double endDivisor) {
    return new OneCycle(warmFraction, startDivisor, endDivisor);
  }

  static Schedule warmUp(long steps, Schedule then) {
    return new WarmUp(steps, then);
  }

  /**
   * The schedule whose {@link Schedule#config} this is.
   *
   * @throws IllegalArgumentException if a setting is missing, of the wrong type or out of range, or the name unknown
   */
  public static Schedule fromConfig(Map<String, ?> config) {
    Config c = new Config(config);
    String name = c.text("schedule");
    return switch (name) {
      case "constant" -> constant();
      case "step" -> step(c.whole("every"), c.number("factor"));
      case "cosine" -> cosine(c.number("floor"));
      case "oneCycle" -> oneCycle(c.number("warmFraction"), c.number("startDivisor"), c.number("endDivisor"));
      case "warmUp" -> warmUp(c.whole("steps"), fromConfig(c.map("then")));
      default -> throw new IllegalArgumentException(
          "expected schedule constant, step, cosine, oneCycle or warmUp, got " + name);
    };
  }

  private record Constant() implements Schedule {
    @Override
    public float learningRate(float base, long step, long totalSteps) {
      return base;
    }

    @Override
    public Map<String, Object> config() {
      return named("constant");
    }
  }

  private record Step(long every, double factor) implements Schedule {
    Step {
      if (every < 1) {
        throw new IllegalArgumentException("expected 1 or more steps between drops, got " + every);
      }
      if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("expected a finite factor above 0, got " + factor);
      }
    }

    @Override
    public float learningRate(float base, long step, long totalSteps) {
      return (float) (base * StepMath.power(factor, (step - 1) / every));
    }

    @Override
    public Map<String, Object> config() {
      Map<String, Object> config = named("step");
      config.put("every", every);
      config.put("factor", factor);
      return config;
    }
  }

  private record Cosine(double floor) implements Schedule {
    Cosine {
      if (!(floor >= 0 && floor <= 1)) {
        throw new IllegalArgumentException("expected a floor from 0 to 1, got " + floor);
      }
    }

    @Override
    public float learningRate(float base, long step, long totalSteps) {
      return (float) between(base, base * floor, (double) (step - 1) / totalSteps);
    }

    @Override
    public Map<String, Object> config() {
      Map<String, Object> config = named("cosine");
      config.put("floor", floor);
      return config;
    }
  }

  private record OneCycle(double warmFraction, double startDivisor, double endDivisor) implements Schedule {
    OneCycle {
      if (!(warmFraction > 0 && warmFraction < 1)) {
        throw new IllegalArgumentException("expected a warm fraction between 0 and 1, got " + warmFraction);
      }
      requireDivisor("start", startDivisor);
      requireDivisor("end", endDivisor);
    }

    private static void requireDivisor(String name, double divisor) {
      if (!(divisor >= 1 && divisor < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("expected a finite " + name + " divisor of 1 or more, got " + divisor);
      }
    }

    @Override
    public float learningRate(float base, long step, long totalSteps) {
      double k = step - 1;
      double peak = warmFraction * totalSteps - 1;
      double start = base / startDivisor;
      if (k < peak) {
        return (float) between(start, base, k / peak);
      }
      double fall = totalSteps - 1 - peak;
      return (float) between(base, start / endDivisor, (k - peak) / fall);
    }

    @Override
    public Map<String, Object> config() {
      Map<String, Object> config = named("oneCycle");
      config.put("warmFraction", warmFraction);
      config.put("startDivisor", startDivisor);
      config.put("endDivisor", endDivisor);
      return config;
    }
  }

  private record WarmUp(long steps, Schedule then) implements Schedule {
    WarmUp {
      if (steps < 1) {
        throw new IllegalArgumentException("expected 1 or more warm-up steps, got " + steps);
      }
    }

    @Override
    public float learningRate(float base, long step, long totalSteps) {
      long remaining = Math.max(1, totalSteps - steps);
      if (step > steps) {
        return then.learningRate(base, step - steps, remaining);
      }
      return (float) ((double) then.learningRate(base, 1, remaining) * step / steps);
    }

    @Override
    public Map<String, Object> config() {
      Map<String, Object> config = named("warmUp");
      config.put("steps", steps);
      config.put("then", then.config());
      return config;
    }
  }

  /** The point of the half cosine from one rate to another at {@code progress}, held after 1. */
  private static double between(double from, double to, double progress) {
    return to + (from - to) * StepMath.halfCosine(Math.min(1, progress));
  }

  private static Map<String, Object> named(String name) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("schedule", name);
    return config;
  }
}
