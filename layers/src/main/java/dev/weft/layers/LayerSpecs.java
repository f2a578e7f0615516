package dev.weft.layers;

import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads layer descriptions back from their kind and configuration. */
public final class LayerSpecs {

  private LayerSpecs() {}

  /**
   * The description whose {@link LayerSpec#kind()} and {@link LayerSpec#config()} these are.
   *
   * @throws IllegalArgumentException if the kind is unknown, or the configuration lacks an entry, has one too many or holds a
   *     value that the layer does not take
   */
  public static LayerSpec parse(String kind, Map<String, ?> config) {
    Config c = new Config(kind, config);
    LayerSpec spec =
        switch (kind) {
          case "conv2d" -> new Conv2D.Spec(
              c.integer("filters"), c.integer("kernelHeight"), c.integer("kernelWidth"), c.integer("stride"),
              Padding.parse(c.text("padding")), c.integer("dilation"), Initializer.parse(c.text("initializer")));
          case "dense" -> new Dense.Spec(c.integer("units"), Initializer.parse(c.text("initializer")));
          case "max_pool2d" -> new MaxPool2D.Spec(
              c.integer("size"), c.integer("stride"), Padding.parse(c.text("padding")));
          case "average_pool2d" -> new AveragePool2D.Spec(
              c.integer("size"), c.integer("stride"), Padding.parse(c.text("padding")));
          case "batch_norm" -> new BatchNorm.Spec(c.number("momentum"), c.number("epsilon"));
          case "dropout" -> new Dropout.Spec(c.number("rate"));
          case "leaky_relu" -> new LeakyRelu.Spec(c.number("slope"));
          case "elu" -> new Elu.Spec(c.number("alpha"));
          case "add" -> new Add.Spec();
          case "multiply" -> new Multiply.Spec();
          case "concat" -> new Concat.Spec();
          case "global_average_pool" -> new GlobalAveragePool.Spec();
          case "flatten" -> new Flatten.Spec();
          case "relu" -> new Relu.Spec();
          case "gelu" -> new Gelu.Spec();
          case "sigmoid" -> new Sigmoid.Spec();
          case "tanh" -> new Tanh.Spec();
          case "softmax" -> new Softmax.Spec();
          default -> throw new IllegalArgumentException("expected a known kind of layer, got '" + kind + "'");
        };
    c.requireNothingElse();
    return spec;
  }

  /** Typed access to a configuration that remembers what was read. */
  private static final class Config {
    private final String kind;
    private final Map<String, ?> values;
    private final Set<String> unread;

    Config(String kind, Map<String, ?> values) {
      this.kind = kind;
      this.values = values;
      this.unread = new TreeSet<>(values.keySet());
    }

    int integer(String key) {
      double value = value(key, Number.class, "a whole number").doubleValue();
      if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(kind + ": expected a whole number for " + key + ", got " + value);
      }
      return (int) value;
    }

    float number(String key) {
      return value(key, Number.class, "a number").floatValue();
    }

    String text(String key) {
      return value(key, String.class, "a text");
    }

    private <T> T value(String key, Class<T> type, String expected) {
      unread.remove(key);
      Object value = values.get(key);
      if (!type.isInstance(value)) {
        throw new IllegalArgumentException(kind + ": expected " + expected + " for " + key + ", got " + value);
      }
      return type.cast(value);
    }

    void requireNothingElse() {
      if (!unread.isEmpty()) {
        throw new IllegalArgumentException(kind + ": expected nothing but its configuration, got also " + unread);
      }
    }
  }
}
