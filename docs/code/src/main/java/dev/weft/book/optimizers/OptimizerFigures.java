package dev.weft.book.optimizers;

import dev.weft.book.Points;
import dev.weft.fmnist.plot.Curves;
import dev.weft.fmnist.plot.Curves.Axis;
import dev.weft.fmnist.plot.Curves.Curve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Draws the ways through the ravine, and the lengths of Adam's steps. */
public final class OptimizerFigures {

  private static final int CORRECTION_STEPS = 5000;
  private static final int CORRECTION_POINTS = 200;

  private OptimizerFigures() {}

  /** Draws the figures of chapter 9 into a folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    RavineFigure.draw(args[0]);
    drawBiasCorrection(folder);
  }

  private static void drawBiasCorrection(Path folder) throws IOException {
    int[] shown = Points.growing(CORRECTION_STEPS, CORRECTION_POINTS);
    double[] steps = IntStream.of(shown).asDoubleStream().toArray();
    double[] uncorrected = BiasCorrection.uncorrected(CORRECTION_STEPS);
    double[] corrected = BiasCorrection.corrected(CORRECTION_STEPS);
    Curves.of("09-bias-correction", "Length of Adam's steps when the gradient is always 1", Axis.log("step"),
        Axis.linear("learning rates"), List.of(
            new Curve("without correction", steps, Points.at(steps, t -> uncorrected[(int) t])),
            new Curve("with correction", steps, Points.at(steps, t -> corrected[(int) t]))),
        List.of()).write(folder);
  }
}
