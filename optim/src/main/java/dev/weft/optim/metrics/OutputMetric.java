package dev.weft.optim.metrics;

import java.util.Objects;

/**
 * A metric of one output of a network that has several; {@link Metric#ofOutput} makes it.
 *
 * {@snippet :
 * macroF1().ofOutput("digit").name(); // = digit_macro_f1
 * }
 *
 * @param output the name of the output, that of the layer which makes it
 * @param metric what is to be known of it
 */
public record OutputMetric(String output, Metric metric) implements Metric {

  /** Refuses null, and a metric that has its output already. */
  public OutputMetric {
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(metric, "metric");
    if (metric instanceof OutputMetric other) {
      throw new IllegalArgumentException(
          "expected a metric that has no output yet, got one of '" + other.output + "'");
    }
  }

  /** The name of a metric of an output, {@code digit_accuracy}; what a metric's name cannot hold becomes an underscore. */
  public static String name(String output, String metric) {
    return output.replaceAll("\\W", "_") + "_" + metric;
  }

  @Override
  public String name() {
    return name(output, metric.name());
  }

  @Override
  public Measure measure(MetricTask task) {
    return metric.measure(task);
  }
}
