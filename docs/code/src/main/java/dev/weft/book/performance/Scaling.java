package dev.weft.book.performance;

import java.util.List;

/** Prints images a second in training and inference by the number of threads that is given, from one run of both. */
public final class Scaling {

  private Scaling() {}

  /** Prints it: {@code Scaling THREADS…}; with two numbers of threads their ratio, too. */
  public static void main(String[] args) {
    List<String> threads = List.of(args);
    boolean two = threads.size() == 2;
    String[] heads = new String[threads.size() + (two ? 2 : 1)];
    heads[0] = "images/s";
    for (int i = 0; i < threads.size(); i++) {
      heads[i + 1] = threads.get(i).equals("1") ? "1 thread" : threads.get(i) + (two ? " threads" : "");
    }
    if (two) {
      heads[3] = "ratio";
    }
    Table table = new Table("network", heads);
    for (String[] what : new String[][] {{"training", "training"}, {"inference", "inference, batches of 128"}}) {
      List<String> cells = threads.stream().map(n -> table.cell(figure(what[0], n), "images", "")).toList();
      table.row(what[1], two ? List.of(cells.get(0), cells.get(1),
          table.ratio(figure(what[0], threads.get(1)), figure(what[0], threads.get(0)), "images")) : cells);
    }
    table.print("`ScalingBenchmark`, the reference network with dropout, batch 128. ");
  }

  private static String figure(String what, String threads) {
    return "ScalingBenchmark." + what + " " + threads;
  }
}
