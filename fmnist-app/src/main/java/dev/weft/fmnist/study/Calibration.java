package dev.weft.fmnist.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a network that is 90 % sure is right in 90 % of the cases.
 *
 * <p>The predictions are sorted by confidence into bins of equal width {@code (lower, upper]}. The expected calibration
 * error is {@code Σ (nᵦ / n) |accuracyᵦ − confidenceᵦ|} over the bins: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, On
 * Calibration of Modern Neural Networks, ICML 2017, <a href="https://arxiv.org/abs/1706.04599">arXiv:1706.04599</a>.
 *
 * @param bins all bins, empty ones too
 * @param expectedError the expected calibration error
 * @param confidence the mean confidence
 * @param accuracy the share of right predictions
 */
public record Calibration(List<Bin> bins, double expectedError, double confidence, double accuracy) {

  /** The number of bins. */
  public static final int BINS = 15;

  private static final double PERCENT = 100;

  /** What is less rounds to 0.0 percentage points. */
  private static final double SHOWN_POINTS = 0.05;

  /**
   * The predictions of one range of confidence.
   *
   * @param lower where the range starts
   * @param upper where it ends, itself included
   * @param count how many predictions it has
   * @param confidence their mean confidence; 0 if there are none
   * @param accuracy the share of them that is right; 0 if there are none
   */
  public record Bin(double lower, double upper, int count, double confidence, double accuracy) {}

  /**
   * The calibration of these predictions.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Calibration of(List<Prediction> predictions) {
    if (predictions.isEmpty()) {
      throw new IllegalArgumentException("expected at least one prediction, got none");
    }
    int[] counts = new int[BINS];
    int[] right = new int[BINS];
    double[] confidence = new double[BINS];
    for (Prediction prediction : predictions) {
      int bin = bin(prediction.confidence());
      counts[bin]++;
      right[bin] += prediction.right() ? 1 : 0;
      confidence[bin] += prediction.confidence();
    }
    List<Bin> bins = new ArrayList<>();
    double error = 0;
    for (int b = 0; b < BINS; b++) {
      double n = Math.max(1, counts[b]);
      bins.add(new Bin((double) b / BINS, (double) (b + 1) / BINS, counts[b], confidence[b] / n, right[b] / n));
      error += Math.abs(right[b] - confidence[b]) / predictions.size();
    }
    return new Calibration(List.copyOf(bins), error,
        predictions.stream().mapToDouble(Prediction::confidence).average().orElseThrow(),
        (double) predictions.stream().filter(Prediction::right).count() / predictions.size());
  }

  private static int bin(double confidence) {
    int bin = (int) Math.ceil(confidence * BINS) - 1;
    return Math.clamp(bin, 0, BINS - 1);
  }

  /** What follows from the numbers. */
  public String sentence() {
    return String.format(Locale.ROOT,
        "On average the network is %.1f %% sure and right in %.1f %% of the cases%s. The expected calibration error is"
            + " %.4f.",
        PERCENT * confidence, PERCENT * accuracy, distance(), expectedError);
  }

  /** By how much the network is too sure or not sure enough; empty if that rounds to nothing. */
  private String distance() {
    double points = PERCENT * (confidence - accuracy);
    return Math.abs(points) < SHOWN_POINTS ? ""
        : String.format(Locale.ROOT, ": it is %s by %.1f points", points > 0 ? "too sure" : "not sure enough",
            Math.abs(points));
  }
}
