package dev.weft.benchmarks.chart;

import dev.weft.benchmarks.chart.BarChart.Bar;
import dev.weft.benchmarks.chart.BarChart.Group;
import dev.weft.core.io.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The peer table that {@code benchmarks/peers/compare.py} writes, as a chart. */
final class PeerChart {

  private final Map<?, ?> report;

  /**
   * Reads the table.
   *
   * @throws IllegalArgumentException if it is something else
   */
  PeerChart(String json) {
    if (!(Json.parse(json) instanceof Map<?, ?> map && map.get("rows") instanceof List<?>)) {
      throw new IllegalArgumentException("expected the peer table of compare.py, got something else");
    }
    this.report = map;
  }

  BarChart chart() {
    List<Group> groups = new ArrayList<>();
    for (Object entry : (List<?>) report.get("rows")) {
      Map<?, ?> row = (Map<?, ?>) entry;
      double weft = number(row, "weft");
      double peer = number(row, "peer");
      String unit = (String) row.get("unit");
      boolean time = unit.equals("microseconds");
      List<Bar> bars = List.of(
          new Bar("Weft", weft, String.format(Locale.ROOT, "%,.0f · %.1f × as fast", weft, number(row, "ratio")), true),
          new Bar("PyTorch", peer,
              String.format(Locale.ROOT, "%,.0f · %s", peer, ((String) row.get("peerMode")).replace("PyTorch, ", "")),
              false));
      groups.add(new Group(
          row.get("subject") + ", " + unit + (time ? " (less is better)" : ""), Math.max(weft, peer), 0, bars));
    }
    return new BarChart("Weft and PyTorch in its best mode", report.get("machine") + ", " + report.get("date"), groups);
  }

  private static double number(Map<?, ?> row, String key) {
    return ((Number) row.get(key)).doubleValue();
  }
}
