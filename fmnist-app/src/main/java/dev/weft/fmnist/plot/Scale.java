package dev.weft.fmnist.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Where values lie on an axis, and which of them are labelled. */
final class Scale {

  /** A labelled value. */
  record Tick(double value, String label) {}

  private static final double[] NICE = {1, 2, 5, 10};
  /** Share by which the limits may stick out, for rounding only. */
  private static final double SLACK = 1e-9;
  private static final double LOGARITHMIC_PADDING = 0.04;

  private final boolean logarithmic;
  private final double minimum;
  private final double maximum;
  private final double from;
  private final double to;
  private final List<Tick> ticks;

  private Scale(boolean logarithmic, double minimum, double maximum, double from, double to, List<Tick> ticks) {
    this.logarithmic = logarithmic;
    this.minimum = minimum;
    this.maximum = maximum;
    this.from = from;
    this.to = to;
    this.ticks = List.copyOf(ticks);
  }

  /** Values in even steps from the minimum at pixel {@code from} to the maximum at pixel {@code to}. */
  static Scale linear(double minimum, double maximum, double from, double to, int about, boolean whole) {
    double[] limits = widened(minimum, maximum);
    return new Scale(false, limits[0], limits[1], from, to, linearTicks(limits[0], limits[1], about, whole));
  }

  /** As {@link #linear}, and the limits move outwards to the next ticks. */
  static Scale rounded(double minimum, double maximum, double from, double to, int about) {
    double[] limits = widened(minimum, maximum);
    double step = step(limits[1] - limits[0], about, false).doubleValue();
    double low = Math.floor(limits[0] / step + SLACK) * step;
    double high = Math.ceil(limits[1] / step - SLACK) * step;
    return new Scale(false, low, high, from, to, linearTicks(low, high, about, false));
  }

  /** Powers of ten in even steps, with some space at both ends; the minimum has to be positive. */
  static Scale logarithmic(double minimum, double maximum, double from, double to) {
    double factor = minimum < maximum ? Math.pow(maximum / minimum, LOGARITHMIC_PADDING) : 2;
    double low = minimum / factor;
    double high = maximum * factor;
    return new Scale(true, low, high, from, to, logarithmicTicks(low, high));
  }

  /** A range for a constant, and otherwise the range itself. */
  private static double[] widened(double minimum, double maximum) {
    double tiny = Math.max(Math.abs(minimum), Math.abs(maximum)) * SLACK;
    if (maximum - minimum > tiny) {
      return new double[] {minimum, maximum};
    }
    double half = minimum == 0 ? 1 : Math.abs(minimum) / 2;
    return new double[] {minimum - half, maximum + half};
  }

  /** The pixel of a value. */
  double at(double value) {
    double share = logarithmic
        ? (Math.log(value) - Math.log(minimum)) / (Math.log(maximum) - Math.log(minimum))
        : (value - minimum) / (maximum - minimum);
    return from + share * (to - from);
  }

  /** Whether the scale has a place for the value. */
  boolean has(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  /** The labelled values in rising order. */
  List<Tick> ticks() {
    return ticks;
  }

  double from() {
    return from;
  }

  double to() {
    return to;
  }

  private static List<Tick> linearTicks(double low, double high, int about, boolean whole) {
    BigDecimal step = step(high - low, about, whole);
    double slack = (high - low) * SLACK;
    BigDecimal first = BigDecimal.valueOf(low - slack).divide(step, 0, RoundingMode.CEILING);
    List<Tick> ticks = new ArrayList<>();
    for (BigDecimal i = first; i.multiply(step).doubleValue() <= high + slack; i = i.add(BigDecimal.ONE)) {
      BigDecimal value = i.multiply(step);
      ticks.add(new Tick(value.doubleValue(), value.signum() == 0 ? "0" : Numbers.decimal(value)));
    }
    return ticks;
  }

  /** The power of ten, or twice or five times one, that divides the range into about as many steps, but not more. */
  private static BigDecimal step(double range, int about, boolean whole) {
    double rough = range / about;
    int exponent = (int) Math.floor(Math.log10(rough));
    double mantissa = rough / Math.pow(10, exponent);
    for (double nice : NICE) {
      if (mantissa <= nice * (1 + SLACK)) {
        BigDecimal step = BigDecimal.valueOf((long) nice).scaleByPowerOfTen(exponent).stripTrailingZeros();
        step = step.setScale(Math.max(0, step.scale()));
        return whole ? step.max(BigDecimal.ONE) : step;
      }
    }
    throw new IllegalStateException("no step for a range of " + range);
  }

  /** Powers of ten; between few of them also twice and five times these. */
  private static List<Tick> logarithmicTicks(double low, double high) {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    int stride = Math.max(1, (last - first) / 8);
    int[] multiples = last - first <= 3 ? new int[] {1, 2, 5} : new int[] {1};
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = first; exponent <= last; exponent += stride) {
      for (int multiple : multiples) {
        BigDecimal value = BigDecimal.valueOf(multiple).scaleByPowerOfTen(exponent);
        if (value.doubleValue() >= low * (1 - SLACK) && value.doubleValue() <= high * (1 + SLACK)) {
          ticks.add(new Tick(value.doubleValue(), Numbers.decimal(value.scale() < 0 ? value.setScale(0) : value)));
        }
      }
    }
    return ticks;
  }
}
