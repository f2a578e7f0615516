package dev.weft.book.performance;

import dev.weft.book.performance.BarChart.Bar;
import dev.weft.book.performance.BarChart.Group;
import dev.weft.book.results.ResultFile;
import dev.weft.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws the comparison with PyTorch. */
public final class PeerChart {

  private PeerChart() {}

  /** Draws into the folder given. */
  public static void main(String[] args) throws IOException {
    AtomicFiles.write(Path.of(args[0], "peers.svg"), chart(ResultFile.read("peers")).svg());
  }

  /** The chart; each subject has a scale of its own. */
  static BarChart chart(ResultFile file) {
    List<Group> groups = new ArrayList<>();
    for (String subject : file.figures().keySet()) {
      double weft = file.sample(subject, "weft").median();
      double peer = file.sample(subject, "peer").median();
      boolean time = subject.endsWith("microseconds");
      double ratio = time ? peer / weft : weft / peer;
      List<Bar> bars = List.of(
          new Bar("Weft", weft, String.format(Locale.ROOT, "%,.0f · %.1f × as fast", weft, ratio), true),
          new Bar("PyTorch", peer, String.format(Locale.ROOT, "%,.0f · %s", peer,
              file.notes().getOrDefault(subject, "")), false));
      groups.add(new Group(subject + (time ? " (less is better)" : ""), Math.max(weft, peer), 0, bars));
    }
    return new BarChart("Weft and PyTorch in its best mode",
        "medians of " + file.run().forks() + " processes each, in turns; " + file.place(), groups);
  }
}
