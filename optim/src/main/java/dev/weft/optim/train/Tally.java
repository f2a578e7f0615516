package dev.weft.optim.train;

import dev.weft.layers.engine.Objective;
import dev.weft.layers.engine.Workspace;
import dev.weft.layers.engine.Network;
import dev.weft.optim.metrics.Measure;
import dev.weft.optim.metrics.Metric;
import dev.weft.optim.metrics.MetricTask;
import dev.weft.optim.metrics.Metrics;
import dev.weft.layers.engine.TargetForm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics of a run on their way over an epoch. */
final class Tally {

  static final String ACCURACY = Metrics.accuracy().name();

  private final List<String> names;
  private final Measure[] measures;
  private final int outputSize;
  private final int targetSize;

  private Tally(List<String> names, List<Measure> measures, int outputSize, int targetSize) {
    this.names = names;
    this.measures = measures.toArray(new Measure[0]);
    this.outputSize = outputSize;
    this.targetSize = targetSize;
  }

  /**
   * Begins with these metrics of a network of one output, and accuracy before them if targets are classes or labels.
   *
   * @param form what the targets say
   * @param examples how many there are at most
   * @throws IllegalArgumentException if a metric does not suit the targets, two have one name, or the network has several outputs
   */
  static Tally of(Network network, Objective objective, TargetForm form, List<Metric> metrics, int examples) {
    Map<String, Measure> measures = new LinkedHashMap<>();
    int outputs = network.outputShapes().getFirst().size();
    int targets = objective.losses().getFirst().targetSize(outputs);
    MetricTask task = new MetricTask(form, outputs, objective.losses().getFirst(), examples);
    boolean single = objective.losses().size() == 1;
    if (!single && !metrics.isEmpty()) {
      throw new IllegalArgumentException("expected a network with one output for metrics, got one with "
          + objective.losses().size() + "; for several see Callback.onStep");
    }
    if (single && task.isClassification()) {
      measures.put(ACCURACY, Metrics.accuracy().measure(task));
    }
    for (Metric metric : metrics) {
      boolean accuracyAgain = metric.equals(Metrics.accuracy()) && measures.containsKey(ACCURACY);
      if (!accuracyAgain && measures.put(metric.name(), metric.measure(task)) != null) {
        throw new IllegalArgumentException("expected metrics of different names, got two of '" + metric.name() + "'");
      }
    }
    for (String name : measures.keySet()) {
      if (!name.matches("\\w+") || name.equals("loss")) {
        throw new IllegalArgumentException(
            "expected metrics whose names are letters, digits and underscores, and not 'loss', got '" + name + "'");
      }
    }
    measures.values().forEach(Measure::clear);
    return new Tally(List.copyOf(measures.keySet()), List.copyOf(measures.values()), outputs, targets);
  }

  void clear() {
    for (Measure measure : measures) {
      measure.clear();
    }
  }

  /** Tells the metrics of a batch, example by example. */
  void add(Workspace workspace, int batch) {
    float[] outputs = workspace.outputArray();
    float[] targets = workspace.targets();
    for (Measure measure : measures) {
      for (int n = 0; n < batch; n++) {
        measure.add(outputs, workspace.outputOffset() + n * outputSize, targets, n * targetSize);
      }
    }
  }

  /** The values by name. */
  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < measures.length; i++) {
      values.put(names.get(i), measures[i].value());
    }
    return Collections.unmodifiableMap(values);
  }

  /**
   * The value of a metric.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  double value(String name) {
    return measure(name).value();
  }

  boolean has(String name) {
    return names.contains(name);
  }

  List<String> names() {
    return names;
  }

  Measure measure(String name) {
    int i = names.indexOf(name);
    if (i < 0) {
      throw new IllegalArgumentException("expected one of the run's metrics " + names + ", got '" + name + "'");
    }
    return measures[i];
  }
}
