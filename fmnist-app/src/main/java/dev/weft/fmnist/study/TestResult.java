package dev.weft.fmnist.study;

import dev.weft.optim.metrics.ConfusionMatrix;
import dev.weft.optim.train.Evaluation;
import java.util.Locale;

/**
 * How a network does on the test images.
 *
 * @param loss the mean loss
 * @param right how many are classified right
 * @param wrong how many are not
 * @param low the lower end of the 95 % confidence interval of the accuracy
 * @param high its upper end
 */
public record TestResult(double loss, long right, long wrong, double low, double high) {

  /** The network whose results the reference study reports. */
  static final String DOCUMENT_NETWORK = "dropout";

  /** The loss that the reference study reports. */
  public static final double DOCUMENT_LOSS = 0.2089;

  /** The number of test images that the reference study has right. */
  public static final long DOCUMENT_RIGHT = 9_258;

  /** The number of test images that the reference study has wrong. */
  public static final long DOCUMENT_WRONG = 742;

  /** The accuracy that the reference study reports. */
  public static final double DOCUMENT_ACCURACY = 0.9258;

  /** The 97.5 % quantile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /** The result of an evaluation. */
  public static TestResult of(Evaluation evaluation) {
    ConfusionMatrix matrix = evaluation.confusionMatrix();
    return of(evaluation.loss(), matrix.correct(), matrix.incorrect());
  }

  /**
   * The result with Wilson's interval, which unlike the usual one stays within 0 and 1: E. B. Wilson, Probable Inference,
   * the Law of Succession, and Statistical Inference, JASA 22 (1927).
   *
   * <p>With {@code p = right / n}: {@code (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)}.
   */
  static TestResult of(double loss, long right, long wrong) {
    double n = right + wrong;
    double p = right / n;
    double z2 = Z * Z;
    double centre = p + z2 / (2 * n);
    double reach = Z * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    double scale = 1 + z2 / n;
    return new TestResult(loss, right, wrong, Math.max(0, (centre - reach) / scale),
        Math.min(1, (centre + reach) / scale));
  }

  /** How many images there are. */
  public long total() {
    return right + wrong;
  }

  /** The share that is classified right. */
  public double accuracy() {
    return (double) right / total();
  }

  /** Whether the reference study's accuracy could be chance, in words. */
  public String againstDocument() {
    String place = DOCUMENT_ACCURACY < low ? "below" : DOCUMENT_ACCURACY > high ? "above" : "within";
    return String.format(Locale.ROOT,
        "The reference study's accuracy of %.4f, from one run, lies %s the 95 %% interval of this"
            + " run, %.4f to %.4f.",
        DOCUMENT_ACCURACY, place, low, high);
  }
}
