package dev.weft.book.gradients;

import dev.weft.book.Points;
import dev.weft.book.gradients.StepSizes.Difference;
import dev.weft.fmnist.plot.Curves;
import dev.weft.fmnist.plot.Curves.Axis;
import dev.weft.fmnist.plot.Curves.Curve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Draws the error of finite differences by their step. */
public final class StepFigure {

  private StepFigure() {}

  /** Draws the figure of chapter 10 into a folder. */
  public static void main(String[] args) throws IOException {
    double[] steps = StepSizes.steps();
    List<Curve> curves = new ArrayList<>();
    for (Difference difference : Difference.values()) {
      curves.add(new Curve(difference.label(), steps, Points.at(steps, h -> StepSizes.error(difference, h))));
    }
    Curves.of("10-step-size", "Error of finite differences", Axis.log("step h"),
        Axis.log("root mean square error"), curves, List.of()).write(Path.of(args[0]));
  }
}
