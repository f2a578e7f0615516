package dev.weft.benchmarks.chart;

import dev.weft.benchmarks.chart.BarChart.Bar;
import dev.weft.benchmarks.chart.BarChart.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The kernel ladder: each convolution and direction with its rungs, in percent of the FMA peak of one core. */
final class LadderChart {

  private static final double PEAK = 100;
  private static final String[][] DIRECTIONS =
      {{"forward", "forward"}, {"backwardData", "backward-data"}, {"backwardWeights", "backward-weights"}};

  private final JmhResults results;
  private final String note;

  LadderChart(JmhResults results, String note) {
    this.results = results;
    this.note = note;
  }

  /** What one benchmark has to say about one direction; rungs that were not run are left out. */
  private record Rung(String label, String benchmark, Map<String, String> parameters, boolean ours) {}

  /**
   * The chart.
   *
   * @throws IllegalArgumentException if the results have nothing of the ladder
   */
  BarChart chart() {
    List<Group> groups = new ArrayList<>();
    addGroups(groups, "conv1, 28 × 28 × 1 → 32", plain("CONV1"));
    addGroups(groups, "conv1 + ReLU + 2 × 2 max-pool", List.of(
        pooled("CONV1", "plain loops", "NAIVE", false), pooled("CONV1", "three layers", "SEPARATE", false),
        pooled("CONV1", "fused, weights in registers", "FUSED", true)));
    addGroups(groups, "conv2, 13 × 13 × 32 → 64", plain("CONV2"));
    addGroups(groups, "conv2 + ReLU + 2 × 2 max-pool", List.of(
        pooled("CONV2", "plain loops", "NAIVE", false), pooled("CONV2", "three layers", "SEPARATE", false),
        pooled("CONV2", "fused, direct", "FUSED_DIRECT", true), pooled("CONV2", "fused, Winograd", "FUSED", true)));
    addGroups(groups, "conv3, 5 × 5 × 64 → 128", plain("CONV3"));
    if (groups.isEmpty()) {
      throw new IllegalArgumentException(
          "expected results of ConvolutionBenchmark or PooledConvolutionBenchmark, got none");
    }
    return new BarChart("Convolution, percent of one core's FMA peak (dashed)", note, onOneScale(groups));
  }

  private static List<Group> onOneScale(List<Group> groups) {
    double longest = groups.stream().flatMap(group -> group.bars().stream()).mapToDouble(Bar::value).max().orElse(PEAK);
    double full = Math.max(PEAK, longest);
    return groups.stream().map(group -> new Group(group.title(), full, group.mark(), group.bars())).toList();
  }

  private static Rung pooled(String shape, String label, String way, boolean ours) {
    return new Rung(label, "PooledConvolutionBenchmark", Map.of("shape", shape, "way", way), ours);
  }

  private static List<Rung> plain(String shape) {
    String benchmark = "ConvolutionBenchmark";
    return List.of(
        new Rung("plain loops", benchmark, Map.of("shape", shape, "way", "NAIVE"), false),
        new Rung("im2col + GEMM", benchmark, Map.of("shape", shape, "way", "IM2COL"), false),
        new Rung("implicit GEMM", benchmark, Map.of("shape", shape, "way", "IMPLICIT_GEMM"), true));
  }

  private void addGroups(List<Group> groups, String title, List<Rung> rungs) {
    for (String[] direction : DIRECTIONS) {
      List<Bar> bars = new ArrayList<>();
      for (Rung rung : rungs) {
        String benchmark = rung.benchmark + "." + direction[0];
        OptionalDouble percent = results.median(benchmark, rung.parameters, "percentOfPeak");
        OptionalDouble gflops = results.median(benchmark, rung.parameters, "gflops");
        if (percent.isPresent() && gflops.isPresent()) {
          String text =
              String.format(Locale.ROOT, "%.1f %% · %.0f GFLOP/s", percent.getAsDouble(), gflops.getAsDouble());
          bars.add(new Bar(rung.label, percent.getAsDouble(), text, rung.ours));
        }
      }
      if (!bars.isEmpty()) {
        groups.add(new Group(title + ", " + direction[1], PEAK, PEAK, bars));
      }
    }
  }
}
