package dev.weft.layers;

import dev.weft.layers.engine.ConfigValue;
import java.util.Locale;

/**
 * What a window does at the ends of a sequence.
 *
 * <pre>
 * VALID     T' = ⌊(T − e) / s⌋ + 1           nothing is added
 * SAME      T' = ⌈T / s⌉                     a = max(0, (T' − 1) s + e − T) steps are added, ⌊a / 2⌋ of them in front
 * CAUSAL    T' = ⌊(T − 1) / s⌋ + 1           e − 1 steps in front: an output sees its step and earlier ones only
 * of(p, q)  T' = ⌊(T + p + q − e) / s⌋ + 1   p steps in front and q behind; PyTorch's {@code padding=1} is {@code of(1, 1)}
 * </pre>
 *
 * <p>for T steps, stride s and a window of {@code e = (k − 1) d + 1} steps with kernel size k and dilation d. What is added is 0.
 *
 * {@snippet :
 * Sequential.input(100, 8).add(conv1D(32, 3).causal()).build(1).outputShape(); // = (100, 32)
 * Sequential.input(100, 8).add(conv1D(32, 3).withPadding(1)).build(1).outputShape(); // = (100, 32)
 * }
 *
 * @param rule how many steps are added
 * @param before steps in front, 0 unless the rule is {@link Rule#COUNTED}
 * @param after steps behind, likewise
 */
public record Padding1D(Rule rule, int before, int after) implements ConfigValue {

  /** How the number of steps that are added is found. */
  public enum Rule {
    /** The two numbers tell. */
    COUNTED,
    /** As many outputs as steps over the stride. */
    SAME,
    /** All in front, so that no output sees a later step. */
    CAUSAL
  }

  /** Windows lie within the sequence; the output is shorter. */
  public static final Padding1D VALID = new Padding1D(Rule.COUNTED, 0, 0);

  /** As many outputs as steps over the stride, the odd step of padding at the end. */
  public static final Padding1D SAME = new Padding1D(Rule.SAME, 0, 0);

  /** All padding in front. */
  public static final Padding1D CAUSAL = new Padding1D(Rule.CAUSAL, 0, 0);

  /** Checks the numbers. */
  public Padding1D {
    if (before < 0 || after < 0) {
      throw new IllegalArgumentException("expected padding of 0 or more, got " + before + " and " + after);
    }
    if (rule != Rule.COUNTED && before + after > 0) {
      throw new IllegalArgumentException(
          "expected " + rule.name().toLowerCase(Locale.ROOT) + " padding or numbers of it, got both");
    }
  }

  /** Numbers of steps in front and behind. */
  public static Padding1D of(int before, int after) {
    return new Padding1D(Rule.COUNTED, before, after);
  }

  /** The same around an image of one row. */
  Padding ofRow(int kernel, int dilation) {
    return switch (rule) {
      case SAME -> Padding.SAME;
      case COUNTED -> Padding.of(0, 0, before, after);
      case CAUSAL -> Padding.of(0, 0, Math.toIntExact(Math.min((kernel - 1L) * dilation, Integer.MAX_VALUE)), 0);
    };
  }

  /** {@code valid}, {@code same}, {@code causal}, or the two numbers as {@code before,after}. */
  @Override
  public String configValue() {
    return rule != Rule.COUNTED ? rule.name().toLowerCase(Locale.ROOT)
        : equals(VALID) ? "valid" : before + "," + after;
  }

  /**
   * Reads {@link #configValue()} back.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Padding1D parse(Object value) {
    for (Padding1D named : new Padding1D[] {VALID, SAME, CAUSAL}) {
      if (value.equals(named.configValue())) {
        return named;
      }
    }
    String[] ends = value.toString().split(",", -1);
    if (!value.toString().matches("\\d{1,9},\\d{1,9}")) {
      throw new IllegalArgumentException(
          "expected 'valid', 'same', 'causal' or two numbers such as '1,1', got '" + value + "'");
    }
    return of(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
  }

  @Override
  public String toString() {
    return configValue();
  }
}
