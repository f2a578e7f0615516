package dev.weft.optim.metrics;

/**
 * Something to be known of how a network does, beside its loss: a value, as losses and optimisers are. {@link Metrics} has the usual
 * ones.
 *
 * <p>One's own is a class with two methods:
 *
 * {@snippet :
 * record Within(float tolerance) implements Metric {
 *   public String name() {
 *     return "within";
 *   }
 *
 *   public Measure measure(MetricTask task) {
 *     return new Measure.Mean() { // the mean over the examples
 *       protected double of(float[] output, int outputAt, float[] target, int targetAt) {
 *         return Math.abs(output[outputAt] - target[targetAt]) <= tolerance ? 1 : 0;
 *       }
 *     };
 *   }
 * }
 * }
 */
public interface Metric {

  /** The name in histories, files and messages: letters, digits and underscores, such as {@code macro_f1}. */
  String name();

  /**
   * What is to be told of each example, in order. Asked for once a run, so that no step allocates.
   *
   * @throws IllegalArgumentException if the metric says nothing about such a task
   */
  Measure measure(MetricTask task);

  /**
   * This metric of one output of a network with several, in histories {@code digit_accuracy}; without it a metric is of every output.
   *
   * @param output the name of the output, that of the layer which makes it
   */
  default Metric ofOutput(String output) {
    return new OutputMetric(output, this);
  }
}
