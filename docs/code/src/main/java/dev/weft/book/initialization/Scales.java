package dev.weft.book.initialization;

import dev.weft.book.initialization.DeepNetwork.Activation;
import java.util.Locale;

/** Prints how large activations and gradients are in a deep network, for several sizes of the first weights. */
public final class Scales {

  /** A rule for the standard deviation of the weights of {@link DeepNetwork}. */
  enum Rule {
    /** No weights at all. */
    ZERO("zero", 0),
    /** A number that looks small. */
    SMALL("0.01", 0.01),
    /** A number that looks harmless. */
    LARGE("0.2", 0.2),
    /** √(2 / (fan_in + fan_out)). */
    GLOROT("Glorot", Math.sqrt(2.0 / (DeepNetwork.WIDTH + DeepNetwork.WIDTH))),
    /** √(2 / fan_in). */
    HE("He", Math.sqrt(2.0 / DeepNetwork.WIDTH));

    private final String label;
    private final double deviation;

    Rule(String label, double deviation) {
      this.label = label;
      this.deviation = deviation;
    }

    /** The name in tables and figures. */
    String label() {
      return label;
    }

    /** The standard deviation. */
    double deviation() {
      return deviation;
    }
  }

  private static final int[] SHOWN = {0, 1, 2, 5, 10, 20, 30};

  private Scales() {}

  /** The sizes of the activations with ReLU and Glorot's rule. */
  public static double[] glorotWithRelu() {
    return new DeepNetwork(Activation.RELU, Rule.GLOROT.deviation()).forward();
  }

  /** Prints the tables of chapter 8 for one activation: {@code relu} or {@code tanh}. */
  public static void main(String[] args) {
    Activation activation = Activation.valueOf(args[0].toUpperCase(Locale.ROOT));
    System.out.println("activations after layer");
    print(rule -> new DeepNetwork(activation, rule.deviation()).forward());
    System.out.println();
    System.out.println("gradients after layer");
    print(rule -> new DeepNetwork(activation, rule.deviation()).backward());
  }

  /** What a rule gives, layer by layer. */
  private interface Measurement {
    double[] of(Rule rule);
  }

  private static void print(Measurement measurement) {
    StringBuilder header = new StringBuilder("        ");
    for (int layer : SHOWN) {
      header.append(String.format(Locale.ROOT, "%9d", layer));
    }
    System.out.println(header);
    for (Rule rule : Rule.values()) {
      double[] sizes = measurement.of(rule);
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-8s", rule.label()));
      for (int layer : SHOWN) {
        line.append(String.format(Locale.ROOT, "%9s", size(sizes[layer])));
      }
      System.out.println(line);
    }
  }

  private static String size(double value) {
    return value == 0 || (value >= 0.01 && value < 100)
        ? String.format(Locale.ROOT, "%.2f", value)
        : String.format(Locale.ROOT, "%.0e", value);
  }
}
