package dev.weft.book.performance;

/** Prints what C2's own vectorisation makes of one loop, written in two ways. */
public final class Superword {

  private Superword() {}

  /** Prints it. */
  public static void main(String[] args) {
    Table table = new Table("superword", "loop", "floats in a row", "as it is", "`-XX:-UseSuperWord`");
    for (String[] loop : new String[][] {
        {"fromStart", "`y[j] += a * x[j]`"}, {"fromOffsets", "`y[yOffset + j] += a * x[xOffset + j]`"}}) {
      for (String count : new String[] {"64", "1024"}) {
        String figure = "AxpyBenchmark." + loop[0] + " " + count;
        table.row(loop[1], count, table.cell(figure, "gflops", ""), table.cell(figure + " off", "gflops", ""));
      }
    }
    table.print("`AxpyBenchmark`, GFLOP/s, one thread. ");
  }
}
