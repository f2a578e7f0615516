package dev.weft.book.softmax;

import dev.weft.book.Points;
import dev.weft.fmnist.plot.Curves;
import dev.weft.fmnist.plot.Curves.Curve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Draws how steep cross-entropy and squared error are, by how far the right class's logit is ahead. */
public final class LossFigure {

  private LossFigure() {}

  /** The slope of (1 − p)² by the lead; p is the right class's probability among two. */
  static double squaredErrorSlope(double lead) {
    double p = probability(lead);
    return -2 * (1 - p) * p * (1 - p);
  }

  /** The slope of −log p by the lead. */
  static double crossEntropySlope(double lead) {
    return probability(lead) - 1;
  }

  private static double probability(double lead) {
    return 1 / (1 + StrictMath.exp(-lead));
  }

  /** Draws the figure of chapter 7 into a folder. */
  public static void main(String[] args) throws IOException {
    double[] lead = Points.evenly(-8, 8, 161);
    Curves.of("07-slopes", "Slope of two losses by the right class's lead", "lead of the right class's logit",
        "slope", List.of(
            new Curve("cross-entropy, p − 1", lead, Points.at(lead, LossFigure::crossEntropySlope)),
            new Curve("squared error of p", lead, Points.at(lead, LossFigure::squaredErrorSlope))))
        .write(Path.of(args[0]));
  }
}
