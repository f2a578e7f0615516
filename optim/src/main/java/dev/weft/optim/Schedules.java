package dev.weft.optim;

import java.util.List;
import java.util.Map;

/**
 * The usual learning-rate schedules. In the formulas k is the step counted from 0, T the number of steps and η the
 * optimiser's learning rate. Every machine gets the same rates to the last bit.
 *
 * {@snippet :
 * trainer.schedule(Schedules.cosine().withWarmUp(10)).fit(training);
 * Schedules.step(4, 0.5).learningRate(0.1f, 5, 100); // = 0.05
 * }
 */
public final class Schedules {

  private static final double WARM_FRACTION = 0.3;
  private static final double START_DIVISOR = 25;
  private static final double END_DIVISOR = 1e4;

  /** The entry of a configuration that says which schedule it is of. */
  static final String KIND = "schedule";

  private static final List<Class<? extends Record>> KINDS =
      List.of(Constant.class, Step.class, Cosine.class, CosineRestarts.class, Polynomial.class, OneCycle.class,
          WarmUp.class);

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

  /**
   * Half cosines from η down to 0, one behind the other: the first has so many steps, each further one {@code growth} times as many
   * (<a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter</a>, 2017). At the end of each, snapshots of the network can be taken.
   *
   * @param steps of the first, 1 or more
   * @param growth 1 for all of one length; whole, 1 or more
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Schedule cosineRestarts(long steps, long growth) {
    return new CosineRestarts(steps, growth);
  }

  /** A straight line from η down to 0: {@code polynomial(1)}. */
  public static Schedule linear() {
    return polynomial(1);
  }

  /**
   * {@code η (1 − k / T)^power}.
   *
   * @param power above 0
   * @throws IllegalArgumentException if the power is out of range
   */
  public static Schedule polynomial(double power) {
    return new Polynomial(power);
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
    String name = Config.kind(KIND, config);
    return (Schedule) Config.read(KINDS.stream().filter(kind -> name(kind).equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "expected schedule constant, step, cosine, cosineRestarts, polynomial, oneCycle or warmUp, got " + name)),
        KIND, config);
  }

  /** What a schedule is called: its class, in lower case at first. */
  static String name(Class<?> schedule) {
    String name = schedule.getSimpleName();
    return name.isEmpty() ? "own" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private record Constant() implements Schedule {
    @Override
    public float learningRate(float base, long step, long totalSteps) {
      return base;
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
  }

  private record CosineRestarts(long steps, long growth) implements Schedule {
    CosineRestarts {
      if (steps < 1 || growth < 1) {
        throw new IllegalArgumentException(
            "expected 1 or more steps and a growth of 1 or more, got " + steps + " and " + growth);
      }
    }

    @Override
    public float learningRate(float base, long step, long totalSteps) {
      long k = step - 1;
      long length = steps;
      if (growth == 1) {
        k %= length;
      }
      while (k >= length) {
        k -= length;
        length *= growth;
      }
      return (float) between(base, 0, (double) k / length);
    }
  }

  private record Polynomial(double power) implements Schedule {
    Polynomial {
      if (!(power > 0 && power < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("expected a finite power above 0, got " + power);
      }
    }

    @Override
    public float learningRate(float base, long step, long totalSteps) {
      double left = Math.max(0, 1 - (double) (step - 1) / totalSteps);
      return (float) (base * (power == 1 ? left : StrictMath.pow(left, power)));
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
  }

  /** The point of the half cosine from one rate to another at {@code progress}, held after 1. */
  private static double between(double from, double to, double progress) {
    return to + (from - to) * StepMath.halfCosine(Math.min(1, progress));
  }
}
