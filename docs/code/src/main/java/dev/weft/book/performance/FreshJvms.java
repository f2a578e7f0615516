package dev.weft.book.performance;

import dev.weft.book.results.Sample;

/** Prints how fresh JVMs differ, from each other and from their own first epoch. */
public final class FreshJvms {

  private FreshJvms() {}

  /** Prints it. */
  public static void main(String[] args) {
    Table table = new Table("jvms", "fresh JVMs", "ratio");
    for (String figure : table.file().figures().keySet()) {
      Sample sample = table.file().sample(figure, "ratio");
      table.row(figure, Table.digits(sample.median(), 2));
    }
    table.printOnce("`compare.py spread`, training on two threads; " + table.file().run().forks() + " fresh JVMs; ");
  }
}
