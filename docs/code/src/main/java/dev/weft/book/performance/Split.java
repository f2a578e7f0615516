package dev.weft.book.performance;

/** Prints where the time of a training step goes, layer by layer. */
public final class Split {

  private static final String[] PARTS = {"forward", "backward", "gradient", "prepare"};

  private Split() {}

  /** Prints it. */
  public static void main(String[] args) {
    Table table = new Table("split", "layer", "forward", "backward", "gradient", "prepare", "share");
    double all = table.file().figures().keySet().stream().mapToDouble(layer -> sum(table, layer)).sum();
    for (String layer : table.file().figures().keySet()) {
      String[] cells = new String[PARTS.length + 2];
      cells[0] = layer;
      for (int i = 0; i < PARTS.length; i++) {
        cells[i + 1] = Table.digits(value(table, layer, PARTS[i]), 2);
      }
      cells[PARTS.length + 1] = Table.digits(100 * sum(table, layer) / all, 0) + " %";
      table.row(cells);
    }
    table.row("**all**", "", "", "", "**" + Table.digits(all, 2) + "**", "");
    table.printOnce(
        "`StepSplit`, microseconds an image on one thread, the fastest of 40 rounds, without gathering the images and"
            + " without Adam; ");
  }

  private static double sum(Table table, String layer) {
    double sum = 0;
    for (String part : PARTS) {
      sum += value(table, layer, part);
    }
    return sum;
  }

  private static double value(Table table, String layer, String part) {
    return table.file().sample(layer, part).median();
  }
}
