package dev.weft.book.optimizers;

import dev.weft.book.Points;
import dev.weft.fmnist.plot.Curves;
import dev.weft.fmnist.plot.Curves.Axis;
import dev.weft.fmnist.plot.Curves.Curve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Draws the ways through the ravine, and the lengths of Adam's steps. */
public final class OptimizerFigures {

  private static final int CORRECTION_STEPS = 5000;

  private OptimizerFigures() {}

  /** Draws the figures of chapter 9 into a folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    RavineFigure.draw(args[0]);
    drawBiasCorrection(folder);
  }

  private static void drawBiasCorrection(Path folder) throws IOException {
    double[] steps = Points.whole(0, CORRECTION_STEPS);
    Curves.of("09-bias-correction", "Length of Adam's steps when the gradient is always 1", Axis.log("step"),
        Axis.linear("learning rates"), List.of(
            new Curve("without correction", steps, BiasCorrection.uncorrected(CORRECTION_STEPS)),
            new Curve("with correction", steps, BiasCorrection.corrected(CORRECTION_STEPS))),
        List.of()).write(folder);
  }
}
