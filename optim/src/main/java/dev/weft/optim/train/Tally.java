package dev.weft.optim.train;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.BatchLoss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Objective;
import dev.weft.layers.engine.TargetForm;
import dev.weft.layers.engine.Workspace;
import dev.weft.optim.metrics.Measure;
import dev.weft.optim.metrics.Metric;
import dev.weft.optim.metrics.MetricTask;
import dev.weft.optim.metrics.Metrics;
import dev.weft.optim.metrics.OutputMetric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics of a run on their way over an epoch. */
final class Tally {

  static final String ACCURACY = Metrics.accuracy().name();

  /**
   * A metric at work.
   *
   * @param output the number of the output it looks at
   * @param size floats of that output
   * @param targetAt where its target begins among those of an example
   */
  private record Counter(Measure measure, int output, int size, int targetAt) {

    void add(Workspace workspace, int batch, int stride) {
      float[] outputs = workspace.outputArray();
      float[] targets = workspace.targets();
      int offset = workspace.outputOffset(output);
      for (int n = 0; n < batch; n++) {
        measure.add(outputs, offset + n * size, targets, n * stride + targetAt);
      }
    }
  }

  private final List<String> names;
  private final Counter[] counters;
  private final int targetStride;

  private Tally(Map<String, Counter> counters, int targetStride) {
    this.names = List.copyOf(counters.keySet());
    this.counters = counters.values().toArray(new Counter[0]);
    this.targetStride = targetStride;
    clear();
  }

  /**
   * Begins with these metrics. Before them come accuracy, where targets are classes or labels, and of several outputs the loss of each,
   * all under the name of the output.
   *
   * @param forms what the targets of each output say
   * @param examples how many there are at most
   * @throws IllegalArgumentException if a metric does not suit the targets, is of an output that is not there, or two have one name
   */
  static Tally of(Network network, Objective objective, List<TargetForm> forms, List<Metric> metrics, int examples) {
    Builder builder = new Builder(network, objective, forms, examples);
    for (int k = 0; k < builder.tasks.length; k++) {
      builder.addUsual(k);
    }
    metrics.forEach(builder::add);
    return new Tally(builder.counters, builder.stride);
  }

  private static final class Builder {
    final Map<String, Counter> counters = new LinkedHashMap<>();
    final MetricTask[] tasks;
    final int stride;

    private final List<String> outputs;
    private final int[] targetPlaces;

    Builder(Network network, Objective objective, List<TargetForm> forms, int examples) {
      this.outputs = network.outputNames();
      this.tasks = new MetricTask[outputs.size()];
      this.targetPlaces = new int[tasks.length];
      int at = 0;
      for (int k = 0; k < tasks.length; k++) {
        Shape shape = network.outputShapes().get(k);
        tasks[k] = new MetricTask(forms.get(k), shape.size(), objective.losses().get(k), examples);
        targetPlaces[k] = at;
        at += tasks[k].targets();
      }
      this.stride = at;
    }

    private boolean several() {
      return tasks.length > 1;
    }

    private String name(int k, Metric metric) {
      return several() ? OutputMetric.name(outputs.get(k), metric.name()) : metric.name();
    }

    void addUsual(int k) {
      if (several() && !(tasks[k].loss() instanceof BatchLoss)) {
        put(name(k, new OutputLoss()), new OutputLoss(), k);
      }
      if (tasks[k].isClassification()) {
        put(name(k, Metrics.accuracy()), Metrics.accuracy(), k);
      }
    }

    void add(Metric metric) {
      if (metric instanceof OutputMetric one) {
        int k = outputs.indexOf(one.output());
        if (k < 0) {
          throw new IllegalArgumentException("expected one of the network's outputs " + outputs
              + " for the metric '" + one.metric().name() + "', got '" + one.output() + "'");
        }
        put(several() ? one.name() : one.metric().name(), one.metric(), k);
        return;
      }
      for (int k = 0; k < tasks.length; k++) {
        try {
          put(name(k, metric), metric, k);
        } catch (IllegalArgumentException e) {
          throw several() ? new IllegalArgumentException(
              e.getMessage() + ", for output '" + outputs.get(k) + "'; Metric.ofOutput chooses one", e) : e;
        }
      }
    }

    private void put(String name, Metric metric, int k) {
      if (metric.equals(Metrics.accuracy()) && counters.containsKey(name)) {
        return; // it is there already
      }
      if (!name.matches("\\w+") || name.equals("loss")) {
        throw new IllegalArgumentException(
            "expected metrics whose names are letters, digits and underscores, and not 'loss', got '" + name + "'");
      }
      Measure measure = metric.measure(tasks[k]);
      if (counters.put(name, new Counter(measure, k, tasks[k].outputs(), targetPlaces[k])) != null) {
        throw new IllegalArgumentException("expected metrics of different names, got two of '" + name + "'");
      }
    }
  }

  void clear() {
    for (Counter counter : counters) {
      counter.measure.clear();
    }
  }

  /** Tells the metrics of a batch, example by example. */
  void add(Workspace workspace, int batch) {
    for (Counter counter : counters) {
      counter.add(workspace, batch, targetStride);
    }
  }

  /** The values by name. */
  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < counters.length; i++) {
      values.put(names.get(i), counters[i].measure.value());
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
    return counters[i].measure;
  }
}
