package dev.weft.benchmarks.chart;

import dev.weft.core.io.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code dev.weft.benchmarks.zoo.Sweep} wrote. */
final class SweepResults {

  private static final int VECTOR = 16;
  private static final List<String> KEY = List.of("image", "kernel", "stride", "channels", "filters");
  private static final String BATCH = "batch";

  private final Map<?, ?> report;
  private final List<String> columns = new ArrayList<>();
  private final Map<List<Integer>, List<?>> rows = new HashMap<>();

  SweepResults(String json) {
    if (!(Json.parse(json) instanceof Map<?, ?> map && map.get("columns") instanceof List<?> names
        && map.get("rows") instanceof List<?> list)) {
      throw new IllegalArgumentException("expected the results of a sweep, got something else");
    }
    this.report = map;
    names.forEach(name -> columns.add((String) name));
    for (Object entry : list) {
      List<?> row = (List<?>) entry;
      rows.put(KEY.stream().map(name -> integer(row, name)).toList(), row);
    }
  }

  /**
   * The shape that is slowest for its size among those that share a kernel, channels and filters.
   *
   * @param image its height and width
   * @param stride its stride
   * @param gflops its speed
   * @param ratio that divided by the speed of the next larger multiple of 16
   */
  record Worst(int image, int stride, double gflops, double ratio) {}

  /** The machine, the date and what was measured. */
  String note() {
    return report.get("machine") + ", " + report.get("date") + ", " + report.get("with")
        + ", one thread; the worst of all images and strides";
  }

  /** The directions that were measured. */
  List<String> directions() {
    return columns.stream().filter(name -> !KEY.contains(name) && !name.equals(BATCH)).toList();
  }

  /** The different values of a column, rising. */
  List<Integer> values(String column) {
    return rows.values().stream().map(row -> integer(row, column)).distinct().sorted().toList();
  }

  /** The worst ratio; null if nothing of this was measured. */
  Worst worst(int kernel, String direction, int channels, int filters) {
    Worst worst = null;
    for (int image : values("image")) {
      for (int stride : values("stride")) {
        List<?> row = rows.get(List.of(image, kernel, stride, channels, filters));
        List<?> next = rows.get(List.of(image, kernel, stride, aligned(channels), aligned(filters)));
        if (row != null && next != null) {
          double ratio = number(row, direction) / number(next, direction);
          if (worst == null || ratio < worst.ratio()) {
            worst = new Worst(image, stride, number(row, direction), ratio);
          }
        }
      }
    }
    return worst;
  }

  private static int aligned(int channels) {
    return Math.ceilDiv(channels, VECTOR) * VECTOR;
  }

  private int integer(List<?> row, String column) {
    return (int) number(row, column);
  }

  private double number(List<?> row, String column) {
    return ((Number) row.get(columns.indexOf(column))).doubleValue();
  }
}
