package dev.weft.book.performance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Prints a table of convolutions: {@code Ladder DIRECTION[,DIRECTION…] RUNG…}, such as {@code Ladder
 * forward,backwardData CONV2/NAIVE CONV2/IM2COL}.
 */
public final class Ladder {

  /** What each direction is called in the text. */
  static final Map<String, String> DIRECTIONS =
      Map.of("forward", "forward", "backwardData", "backward-data", "backwardWeights", "backward-weights");

  private Ladder() {}

  /** Prints it. */
  public static void main(String[] args) {
    List<String> directions = List.of(args[0].split(",", -1));
    List<Rung> rungs = Arrays.stream(args).skip(1).map(Rung::of).toList();
    boolean pooled = rungs.getFirst().pooled();
    boolean oneLayer = rungs.stream().map(Rung::shape).distinct().count() == 1;
    String head = (oneLayer ? rungs.getFirst().layer() : "") + (pooled ? " with ReLU and max-pool" : "");
    String[] heads = new String[directions.size() + 1];
    heads[0] = head.strip();
    for (int i = 0; i < directions.size(); i++) {
      heads[i + 1] = DIRECTIONS.get(directions.get(i));
    }
    Table table = new Table("kernels", heads);
    for (Rung rung : rungs) {
      table.row((oneLayer ? "" : rung.layer() + ", ") + rung.words(),
          directions.stream().map(direction -> cell(table, rung.figure(direction), rung.kernels())).toList());
    }
    table.print("GFLOP/s" + (rungs.stream().allMatch(rung -> rung.kernels().equals("scalar")) ? ""
        : " and percent of the peak of the same JVM") + "; one thread, 16 images. ");
  }

  /** A percentage of the scalar peak would say nothing beside those of the vectors' peak. */
  private static String cell(Table table, String figure, String kernels) {
    String gflops = table.cell(figure, "gflops", "");
    return kernels.equals("scalar") || !table.file().has(figure) ? gflops
        : gflops + ", " + table.middle(figure, "percentOfPeak", " %");
  }
}
