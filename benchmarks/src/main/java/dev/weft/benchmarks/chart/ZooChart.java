package dev.weft.benchmarks.chart;

import dev.weft.benchmarks.chart.BarChart.Bar;
import dev.weft.benchmarks.chart.BarChart.Group;
import dev.weft.core.io.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code benchmarks/peers/compare.py zoo} writes as a chart: how often as fast as PyTorch each network is. */
final class ZooChart {

  private static final String[][] SUBJECTS = {
      {"training", "training, batch 128, 2 threads"}, {"inference", "inference, batch 256, 2 threads"},
      {"oneImage", "one image"}};

  /** Below this a figure has a digit behind the point. */
  private static final double ONE_DIGIT = 100;

  private final Map<?, ?> report;

  /**
   * Reads the results.
   *
   * @throws IllegalArgumentException if they are something else
   */
  ZooChart(String json) {
    if (!(Json.parse(json) instanceof Map<?, ?> map && map.get("networks") instanceof List<?>)) {
      throw new IllegalArgumentException("expected the results of compare.py zoo, got something else");
    }
    this.report = map;
  }

  BarChart chart() {
    List<Group> groups = new ArrayList<>();
    for (String[] subject : SUBJECTS) {
      List<Bar> bars = bars(subject[0]);
      double full = bars.stream().mapToDouble(Bar::value).max().orElse(1);
      groups.add(new Group(subject[1], Math.max(1, full), 1, bars));
    }
    return new BarChart("Times as fast as PyTorch in its better memory format (dashed: as fast)",
        report.get("machine") + ", " + report.get("date"), groups);
  }

  private List<Bar> bars(String subject) {
    List<Bar> bars = new ArrayList<>();
    for (Object entry : (List<?>) report.get("networks")) {
      Map<?, ?> network = (Map<?, ?>) entry;
      Map<?, ?> row = (Map<?, ?>) network.get(subject);
      double speed = number(row, "weft");
      String text = String.format(Locale.ROOT, speed < ONE_DIGIT ? "%.1f × · %.1f %s" : "%.1f × · %,.0f %s",
          number(row, "ratio"), speed, row.get("unit"));
      bars.add(new Bar((String) network.get("name"), number(row, "ratio"), text, true));
    }
    double mean = number((Map<?, ?>) report.get("geometricMeans"), subject);
    bars.add(new Bar("geometric mean", mean, String.format(Locale.ROOT, "%.1f ×", mean), false));
    return bars;
  }

  private static double number(Map<?, ?> row, String key) {
    return ((Number) row.get(key)).doubleValue();
  }
}
