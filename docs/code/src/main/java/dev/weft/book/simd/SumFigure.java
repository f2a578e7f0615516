package dev.weft.book.simd;

import dev.weft.fmnist.plot.Curves;
import dev.weft.fmnist.plot.Curves.Axis;
import dev.weft.fmnist.plot.Curves.Curve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Draws how far float sums of tenths are off, by the number of summands and the order in which they are added. */
public final class SumFigure {

  private static final int FEWEST = 4; // two to the power of
  private static final int MOST = 22;

  private SumFigure() {}

  /** A way to add. */
  private interface Sum {
    float of(float[] values);
  }

  /** Draws the figure of chapter 12 into a folder. */
  public static void main(String[] args) throws IOException {
    Curves.of("12-summation", "Relative error of sums of 0.1", Axis.log("number of summands"),
        Axis.log("relative error"), List.of(
            curve("in order", Rounding::inOrder),
            curve("4 lanes", values -> Rounding.inLanes(values, 4)),
            curve("16 lanes", values -> Rounding.inLanes(values, 16))),
        List.of()).write(Path.of(args[0]));
  }

  private static Curve curve(String label, Sum sum) {
    int points = MOST - FEWEST + 1;
    double[] counts = new double[points];
    double[] errors = new double[points];
    for (int i = 0; i < points; i++) {
      int count = 1 << (FEWEST + i);
      double exact = count * (double) 0.1f;
      counts[i] = count;
      errors[i] = Math.abs(sum.of(Rounding.tenths(count)) - exact) / exact;
    }
    return new Curve(label, counts, errors);
  }
}
