package dev.weft.fmnist.study;

import java.util.List;
import java.util.Locale;

/**
 * Two trainings side by side.
 *
 * @param rows the numbers
 */
public record Comparison(List<Row> rows) {

  /**
   * One number of both.
   *
   * @param name what it is
   * @param first of the first training
   * @param second of the second training
   * @param decimals how many decimals it is worth
   */
  public record Row(String name, double first, double second, int decimals) {

    /** The second less the first. */
    public double difference() {
      return second - first;
    }
  }

  private static final int DIGITS = 4;

  /** Compares two trainings and the tests behind them. */
  public static Comparison of(TrainingCourse a, TestResult testA, TrainingCourse b, TestResult testB) {
    return new Comparison(List.of(
        new Row("Epoch of the lowest validation loss", a.bestEpoch(), b.bestEpoch(), 0),
        row("Lowest validation loss", a.best().validationLoss(), b.best().validationLoss()),
        row("Last validation loss", a.last().validationLoss(), b.last().validationLoss()),
        row("Validation accuracy at the lowest loss", a.best().validationAccuracy(), b.best().validationAccuracy()),
        row("Last validation accuracy", a.last().validationAccuracy(), b.last().validationAccuracy()),
        row("Last training loss", a.last().trainingLoss(), b.last().trainingLoss()),
        row("Last training accuracy", a.last().trainingAccuracy(), b.last().trainingAccuracy()),
        row("Gap of the losses in the end", a.last().lossGap(), b.last().lossGap()),
        row("Gap of the accuracies in the end", a.last().accuracyGap(), b.last().accuracyGap()),
        row("Test loss", testA.loss(), testB.loss()),
        row("Test accuracy", testA.accuracy(), testB.accuracy())));
  }

  private static Row row(String name, double a, double b) {
    return new Row(name, a, b, DIGITS);
  }

  /** What dropout has changed, in words; the first training is the one without it. */
  public static String sentence(TrainingCourse without, TrainingCourse with) {
    double lossWithout = without.last().validationLoss();
    double lossWith = with.last().validationLoss();
    return String.format(Locale.ROOT,
        "In the end the validation loss is %s the training loss with dropout, and %s it without."
            + " The last validation loss is %s with dropout: %.4f against %.4f.",
        distance(with.last().lossGap()),
        distance(without.last().lossGap()),
        lossWith < lossWithout ? "lower" : lossWith > lossWithout ? "higher" : "the same",
        lossWith, lossWithout);
  }

  private static String distance(double gap) {
    return String.format(Locale.ROOT, "%.4f %s", Math.abs(gap), gap < 0 ? "below" : "above");
  }
}
