package dev.weft.benchmarks.chart;

import dev.weft.core.io.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What {@code -rf json} of JMH wrote, as far as charts need it. */
final class JmhResults {

  private final List<Map<?, ?>> runs = new ArrayList<>();

  /**
   * Reads a result file.
   *
   * @throws IllegalArgumentException if it is something else
   */
  JmhResults(String json) {
    if (!(Json.parse(json) instanceof List<?> list)) {
      throw new IllegalArgumentException("expected a list of JMH's results, got something else");
    }
    for (Object run : list) {
      runs.add((Map<?, ?>) run);
    }
  }

  /** The median of a counter over all iterations of all forks; empty if this was not run. */
  OptionalDouble median(String benchmark, Map<String, String> parameters, String counter) {
    for (Map<?, ?> run : runs) {
      if (((String) run.get("benchmark")).endsWith("." + benchmark) && has(run, parameters)) {
        Map<?, ?> metric = (Map<?, ?>) ((Map<?, ?>) run.get("secondaryMetrics")).get(counter);
        return OptionalDouble.of(median((List<?>) metric.get("rawData")));
      }
    }
    return OptionalDouble.empty();
  }

  private static boolean has(Map<?, ?> run, Map<String, String> parameters) {
    Map<?, ?> actual = run.get("params") instanceof Map<?, ?> map ? map : Map.of();
    return parameters.entrySet().stream().allMatch(wanted -> wanted.getValue().equals(actual.get(wanted.getKey())));
  }

  private static double median(List<?> forks) {
    double[] all = forks.stream()
        .flatMap(fork -> ((List<?>) fork).stream())
        .mapToDouble(value -> ((Number) value).doubleValue())
        .toArray();
    Arrays.sort(all);
    int middle = all.length / 2;
    return all.length % 2 == 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
  }
}
