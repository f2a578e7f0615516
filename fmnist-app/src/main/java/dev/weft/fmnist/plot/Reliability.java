package dev.weft.fmnist.plot;

import java.util.List;
import java.util.Locale;

/**
 * A reliability diagram: how often a network is right, over how sure it is. Where it is calibrated, the bars end at the
 * diagonal (Guo and others, <a href="https://arxiv.org/abs/1706.04599">On Calibration of Modern Neural Networks</a>, 2017).
 */
public final class Reliability {

  private static final double SIDE = 380;
  private static final double COUNTS_HEIGHT = 90;
  private static final double SIZE = 12;

  private Reliability() {}

  /**
   * The predictions whose confidence lies between two limits.
   *
   * @param lower the lower limit
   * @param upper the upper limit
   * @param count how many predictions there are
   * @param meanConfidence the mean of their confidences; has no meaning if there are none
   * @param accuracy the share of them that is right; has no meaning if there are none
   */
  public record Bin(double lower, double upper, int count, double meanConfidence, double accuracy) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException unless {@code 0 <= lower < upper <= 1}, the count is 0 or more, and with a count
     *     above 0 confidence and accuracy are between 0 and 1
     */
    public Bin {
      boolean range = 0 <= lower && lower < upper && upper <= 1;
      boolean values = count == 0 || (count > 0 && share(meanConfidence) && share(accuracy));
      if (!range || !values) {
        throw new IllegalArgumentException(
            "expected a bin with limits, confidence and accuracy between 0 and 1, got limits "
                + lower + " and " + upper + ", count " + count + ", confidence " + meanConfidence + ", accuracy "
                + accuracy);
      }
    }

    private static boolean share(double value) {
      return value >= 0 && value <= 1;
    }
  }

  /**
   * Draws accuracy over confidence with the diagonal, and the number of predictions below.
   *
   * @param expectedError the expected calibration error, which is told beside it; has no meaning without predictions
   */
  public static Figure of(String name, String title, List<Bin> bins, double expectedError) {
    Svg svg = new Svg(name, title);
    double top = svg.top() + 4;
    Frame frame = new Frame(84, top, 84 + SIDE, top + SIDE);
    Scale x = Scale.linear(0, 1, frame.left(), frame.right(), 5, false);
    Scale y = Scale.linear(0, 1, frame.bottom(), frame.top(), 5, false);
    frame.verticalAxis(svg, y, "accuracy");
    bins.stream().filter(bin -> bin.count > 0).forEach(bin -> drawBin(svg, bin, x, y));
    svg.line("guide", x.at(0), y.at(0), x.at(1), y.at(1));
    bins.stream().filter(bin -> bin.count > 0).forEach(bin -> drawMean(svg, bin, x, y));
    svg.line("axis", frame.left(), frame.bottom(), frame.right(), frame.bottom());
    Frame below = new Frame(frame.left(), frame.bottom() + 34, frame.right(), frame.bottom() + 34 + COUNTS_HEIGHT);
    drawCounts(svg, below, bins, x);
    drawKey(svg, frame.right() + 24, top + 8, bins, expectedError);
    return svg.figure(below.bottom() + 50);
  }

  private static String hover(Bin bin) {
    return "confidence " + Numbers.value(bin.lower) + " to " + Numbers.value(bin.upper) + ": "
        + Numbers.grouped(bin.count) + " predictions"
        + (bin.count == 0 ? ""
            : "\nmean confidence " + Numbers.percent(bin.meanConfidence) + "\naccuracy "
                + Numbers.percent(bin.accuracy));
  }

  private static void drawBin(Svg svg, Bin bin, Scale x, Scale y) {
    svg.addWithHover(hover(bin), "rect", "class", "light fill-0", "x", x.at(bin.lower) + 0.75, "y", y.at(bin.accuracy),
        "width", Math.max(0.5, x.at(bin.upper) - x.at(bin.lower) - 1.5), "height", y.at(0) - y.at(bin.accuracy));
  }

  private static void drawMean(Svg svg, Bin bin, Scale x, Scale y) {
    svg.add("circle", "class", "fill-0", "cx", x.at(bin.meanConfidence), "cy", y.at(bin.accuracy), "r", 4.5);
    svg.addWithHover(hover(bin), "circle", "class", "target fill-0", "cx", x.at(bin.meanConfidence), "cy",
        y.at(bin.accuracy), "r", 9);
  }

  private static void drawCounts(Svg svg, Frame frame, List<Bin> bins, Scale x) {
    int most = bins.stream().mapToInt(Bin::count).max().orElse(0);
    Scale y = Scale.rounded(0, Math.max(1, most), frame.bottom(), frame.top(), 2);
    frame.verticalAxis(svg, y, "predictions");
    frame.horizontalAxis(svg, x, "confidence");
    for (Bin bin : bins) {
      double width = x.at(bin.upper) - x.at(bin.lower);
      String number = Numbers.grouped(bin.count);
      svg.addWithHover(hover(bin), "rect", "class", "hover fill-0", "x", x.at(bin.lower) + 0.75, "y", y.at(bin.count),
          "width", Math.max(0.5, width - 1.5), "height", y.at(0) - y.at(bin.count));
      if (TextWidth.of(number, SIZE) <= width) {
        svg.text("small middle", x.at(bin.lower) + width / 2, y.at(bin.count) - 4, number);
      }
    }
  }

  private static void drawKey(Svg svg, double x, double y, List<Bin> bins, double expectedError) {
    svg.add("rect", "class", "light fill-0", "x", x, "y", y, "width", 24, "height", 14);
    svg.text("label", x + 32, y + 12, "accuracy of the bin");
    svg.add("circle", "class", "fill-0", "cx", x + 12, "cy", y + 32, "r", 4.5);
    svg.text("label", x + 32, y + 37, "at its mean confidence");
    svg.line("guide", x, y + 57, x + 24, y + 57);
    svg.text("label", x + 32, y + 62, "perfect calibration");
    long total = bins.stream().mapToLong(Bin::count).sum();
    if (total == 0) {
      svg.text("muted", x, y + 100, "no data");
      return;
    }
    svg.text("label", x, y + 100, "expected calibration error");
    svg.text("title", x, y + 122, String.format(Locale.ROOT, "%.4f", expectedError));
    svg.text("small muted", x, y + 142, "of " + Numbers.grouped(total) + " predictions");
  }
}
