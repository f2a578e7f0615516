package dev.weft.book.performance;

/** Prints the comparison with PyTorch, or with {@code djl} that with DJL. */
public final class Peers {

  private Peers() {}

  /** Prints it: {@code Peers}, or {@code Peers djl}. */
  public static void main(String[] args) {
    boolean djl = args.length > 0;
    Table table = djl ? new Table("djl", "", "Weft", "DJL on PyTorch", "ratio")
        : new Table("peers", "", "Weft", "PyTorch, best mode", "ratio", "mode");
    for (String subject : table.file().figures().keySet()) {
      double weft = table.file().sample(subject, "weft").median();
      double peer = table.file().sample(subject, "peer").median();
      boolean time = subject.endsWith("microseconds");
      String ratio = Table.digits(time ? peer / weft : weft / peer, 2);
      if (djl) {
        table.row(subject, table.cell(subject, "weft", ""), table.cell(subject, "peer", ""), ratio);
      } else {
        table.row(subject, table.cell(subject, "weft", ""), table.cell(subject, "peer", ""), ratio,
            table.file().notes().getOrDefault(subject, ""));
      }
    }
    table.print("The same network, batch size and number of threads, in turns in one sitting. ");
  }
}
