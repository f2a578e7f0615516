package dev.weft.book.performance;

import java.util.Arrays;
import java.util.List;

/** Prints the table of square matrix products. */
public final class Products {

  private static final List<String> SIZES = List.of("128", "256", "512", "1024");

  private Products() {}

  /** Prints it. */
  public static void main(String[] args) {
    Table table = new Table("kernels", "square product", "128", "256", "512", "1024");
    for (String[] library : new String[][] {
        {"WEFT", "Weft"}, {"NETLIB_JAVA", "netlib, Java"}, {"NETLIB_NATIVE", "netlib, native BLAS"}}) {
      table.row(library[1], SIZES.stream().map(size -> cell(table, library[0], size)).toList());
    }
    table.print("GFLOP/s and percent of the peak of the same JVM; one thread, packing included. ");
  }

  private static String cell(Table table, String... words) {
    String figure = "GemmBenchmark.multiply " + String.join(" ", Arrays.asList(words));
    return table.cell(figure, "gflops", "")
        + (table.file().has(figure) ? ", " + table.middle(figure, "percentOfPeak", " %") : "");
  }
}
