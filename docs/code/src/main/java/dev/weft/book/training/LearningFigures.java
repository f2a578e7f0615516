package dev.weft.book.training;

import dev.weft.book.Points;
import dev.weft.book.pages.Page;
import dev.weft.fmnist.plot.Curves;
import dev.weft.fmnist.plot.Curves.Axis;
import dev.weft.fmnist.plot.Curves.Curve;
import dev.weft.fmnist.plot.Curves.Marker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws the curves that {@link Runs} wrote. */
public final class LearningFigures {

  /** Where the runs are. */
  static final Path DATA = Page.ROOT.resolve("docs/book/data");

  private LearningFigures() {}

  /** The curves of a run. */
  public static Learning run(String name) throws IOException {
    return Learning.read(DATA.resolve(name + ".csv"));
  }

  /** Draws the figures of chapter 11 into a folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    both(folder);
    compare("11-few", "Validation loss, trained on 4,800 images", folder,
        List.of("without dropout", "with dropout"), List.of("few", "few-dropout"));
    compare("11-rates", "Validation loss by learning rate", folder,
        List.of("0.01", "0.001", "0.0001"), List.of("rate-high", "plain-1", "rate-low"));
  }

  /** Both networks of seed 1 over one pair of axes, for they are to be compared. */
  private static void both(Path folder) throws IOException {
    List<Curve> curves = new ArrayList<>();
    for (String name : List.of("plain", "dropout")) {
      Learning run = run(name + "-1");
      String label = (name.equals("plain") ? "without" : "with") + " dropout, ";
      double[] epochs = Points.whole(1, run.epochs());
      curves.add(new Curve(label + "training", epochs, run.trainingLoss()));
      curves.add(new Curve(label + "validation", epochs, run.validationLoss()));
    }
    Curves.of("11-losses", "Loss without and with dropout, 48,000 images", Axis.linear("epoch"), Axis.linear("loss"),
        curves,
        List.of(new Marker(run("plain-1").bestEpoch(), "lowest, without"),
            new Marker(run("dropout-1").bestEpoch(), "lowest, with")))
        .write(folder);
  }

  private static void compare(String name, String title, Path folder, List<String> labels, List<String> runs)
      throws IOException {
    List<Curve> curves = new ArrayList<>();
    int shortest = Integer.MAX_VALUE;
    for (String run : runs) {
      shortest = Math.min(shortest, run(run).epochs());
    }
    for (int i = 0; i < runs.size(); i++) {
      double[] losses = Arrays.copyOf(run(runs.get(i)).validationLoss(), shortest);
      curves.add(new Curve(labels.get(i), Points.whole(1, shortest), losses));
    }
    Curves.of(name, title, "epoch", "validation loss", curves).write(folder);
  }
}
