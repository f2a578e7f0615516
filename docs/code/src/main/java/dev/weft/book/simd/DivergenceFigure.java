package dev.weft.book.simd;

import dev.weft.fmnist.plot.Curves;
import dev.weft.fmnist.plot.Curves.Axis;
import dev.weft.fmnist.plot.Curves.Curve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Draws how the weights of two runs part that differed in the last bit of one first weight. */
public final class DivergenceFigure {

  private DivergenceFigure() {}

  /** Draws the figure of chapter 12 into a folder. */
  public static void main(String[] args) throws IOException {
    Curves.of("12-divergence", "Two runs that differ in the last bit of one first weight", Axis.log("steps"),
        Axis.log("difference of the weights, of their size"), List.of(
            curve("reference network", "reference"), curve("one hidden layer", "shallow")),
        List.of()).write(Path.of(args[0]));
  }

  private static Curve curve(String label, String network) throws IOException {
    List<Divergence> all = Divergence.read(network);
    return new Curve(label, all.stream().mapToDouble(Divergence::step).toArray(),
        all.stream().mapToDouble(Divergence::difference).toArray());
  }
}
