package dev.weft.book.performance;

import dev.weft.book.performance.BarChart.Bar;
import dev.weft.book.performance.BarChart.Group;
import dev.weft.book.results.ResultFile;
import dev.weft.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Draws the kernel ladder: each convolution and direction with its rungs, in percent of the FMA peak of one core. */
public final class LadderChart {

  private static final double PEAK = 100;
  private static final List<String> DIRECTIONS = List.of("forward", "backwardData", "backwardWeights");

  private LadderChart() {}

  /** Draws into the folder given. */
  public static void main(String[] args) throws IOException {
    AtomicFiles.write(Path.of(args[0], "ladder.svg"), chart(ResultFile.read("kernels")).svg());
  }

  /** The chart; rungs that were not measured are left out. */
  static BarChart chart(ResultFile file) {
    List<Group> groups = new ArrayList<>();
    addGroups(groups, file, "conv1, 28 × 28 × 1 → 32", "CONV1/NAIVE", "CONV1/IM2COL", "CONV1/IMPLICIT_GEMM");
    addGroups(groups, file, "conv1 + ReLU + 2 × 2 max-pool", "CONV1+/NAIVE", "CONV1+/SEPARATE", "CONV1+/FUSED");
    addGroups(groups, file, "conv2, 13 × 13 × 32 → 64", "CONV2/NAIVE", "CONV2/IM2COL", "CONV2/IMPLICIT_GEMM");
    addGroups(groups, file, "conv2 + ReLU + 2 × 2 max-pool", "CONV2+/NAIVE", "CONV2+/SEPARATE", "CONV2+/FUSED_DIRECT",
        "CONV2+/FUSED");
    addGroups(groups, file, "conv3, 5 × 5 × 64 → 128", "CONV3/NAIVE", "CONV3/IM2COL", "CONV3/IMPLICIT_GEMM");
    return new BarChart("Convolution, percent of one core's FMA peak (dashed)",
        "one thread; medians of " + file.run().forks() + " forks; " + file.place(), onOneScale(groups));
  }

  private static List<Group> onOneScale(List<Group> groups) {
    double longest = groups.stream().flatMap(group -> group.bars().stream()).mapToDouble(Bar::value).max().orElse(PEAK);
    double full = Math.max(PEAK, longest);
    return groups.stream().map(group -> new Group(group.title(), full, group.mark(), group.bars())).toList();
  }

  private static void addGroups(List<Group> groups, ResultFile file, String title, String... rungs) {
    for (String direction : DIRECTIONS) {
      List<Bar> bars = new ArrayList<>();
      for (Rung rung : Arrays.stream(rungs).map(Rung::of).toList()) {
        String figure = rung.figure(direction);
        if (file.has(figure)) {
          double percent = file.sample(figure, "percentOfPeak").median();
          bars.add(new Bar(rung.words(), percent, String.format(Locale.ROOT, "%.1f %% · %.0f GFLOP/s", percent,
              file.sample(figure, "gflops").median()), rung.isTheLibrarys()));
        }
      }
      if (!bars.isEmpty()) {
        groups.add(new Group(title + ", " + Ladder.DIRECTIONS.get(direction), PEAK, PEAK, bars));
      }
    }
  }
}
