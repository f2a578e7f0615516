package dev.weft.fmnist.study;

import dev.weft.optim.train.EpochResult;
import java.util.List;
import java.util.Locale;

/**
 * How a training went, and whether it overfitted.
 *
 * @param epochs the number of epochs
 * @param bestEpoch the one with the lowest validation loss, of equal ones the last; the last if there is no validation
 * @param best losses and accuracies of that epoch
 * @param last losses and accuracies of the last epoch
 * @param overfitting what the losses tell
 */
public record TrainingCourse(int epochs, int bestEpoch, Point best, Point last, Overfitting overfitting) {

  /** A validation loss that has risen by more than this share above its lowest counts as overfitting. */
  static final double CLEAR_RISE = 0.05;

  private static final double PERCENT = 100;

  /** What the losses tell. */
  public enum Overfitting {
    /** There was no validation. */
    NOT_MEASURED,
    /** The validation loss was lowest in the last epoch. */
    NONE,
    /** The validation loss has risen by no more than a twentieth while the training loss fell. */
    SLIGHT,
    /** The validation loss has risen by more than a twentieth while the training loss fell. */
    CLEAR,
    /** The validation loss has risen and the training loss has not fallen, or the validation loss is not finite. */
    UNSTABLE
  }

  /**
   * What an epoch brought, without its speed.
   *
   * @param trainingLoss the mean over the epoch's steps, in training mode
   * @param trainingAccuracy in the same way
   * @param validationLoss after the epoch; null without validation
   * @param validationAccuracy after the epoch; null without validation
   */
  public record Point(double trainingLoss, double trainingAccuracy, Double validationLoss, Double validationAccuracy) {

    private static Point of(EpochResult epoch) {
      return new Point(epoch.trainingLoss(), epoch.trainingAccuracy(),
          epoch.validation().map(EpochResult.Validation::loss).orElse(null),
          epoch.validation().map(EpochResult.Validation::accuracy).orElse(null));
    }

    /** By how much the validation loss exceeds the training loss; null without validation. */
    public Double lossGap() {
      return validationLoss == null ? null : validationLoss - trainingLoss;
    }

    /** By how much the training accuracy exceeds the validation accuracy; null without validation. */
    public Double accuracyGap() {
      return validationAccuracy == null ? null : trainingAccuracy - validationAccuracy;
    }
  }

  /**
   * The course of these epochs.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TrainingCourse of(List<EpochResult> epochs) {
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException("expected at least one epoch, got none");
    }
    EpochResult last = epochs.getLast();
    EpochResult best = epochs.stream().filter(epoch -> epoch.validation().isPresent())
        .filter(epoch -> !Double.isNaN(epoch.validationLoss()))
        .reduce((a, b) -> b.validationLoss() <= a.validationLoss() ? b : a).orElse(last);
    return new TrainingCourse(epochs.size(), best.epoch(), Point.of(best), Point.of(last),
        last.validation().isPresent() ? judge(best, last) : Overfitting.NOT_MEASURED);
  }

  private static Overfitting judge(EpochResult best, EpochResult last) {
    if (!Double.isFinite(last.validationLoss())) {
      return Overfitting.UNSTABLE;
    }
    if (best.epoch() == last.epoch()) {
      return Overfitting.NONE;
    }
    if (last.trainingLoss() >= best.trainingLoss()) {
      return Overfitting.UNSTABLE;
    }
    boolean clear = last.validationLoss() > (1 + CLEAR_RISE) * best.validationLoss();
    return clear ? Overfitting.CLEAR : Overfitting.SLIGHT;
  }

  /** Whether there was validation. */
  public boolean validated() {
    return overfitting != Overfitting.NOT_MEASURED;
  }

  /** By what share the validation loss has risen since its lowest. */
  public double rise() {
    return last.validationLoss() / best.validationLoss() - 1;
  }

  /** What the losses tell, in words. */
  public String verdict() {
    return switch (overfitting) {
      case NOT_MEASURED -> "No images were held out for validation, so overfitting cannot be seen.";
      case NONE -> epochs == 1 ? "One epoch is too few to see overfitting."
          : String.format(Locale.ROOT,
              "No sign of overfitting: the validation loss was lowest, %.4f, in the last epoch.",
              last.validationLoss());
      case SLIGHT -> String.format(Locale.ROOT,
          "Hardly overfitted: the validation loss was lowest, %.4f, in epoch %d of"
              + " %d and ended at %.4f, %.1f %% higher.",
          best.validationLoss(), bestEpoch, epochs, last.validationLoss(),
          PERCENT * rise());
      case UNSTABLE -> !Double.isFinite(last.validationLoss())
          ? "Unstable: the validation loss is not finite in the last epoch."
          : String.format(Locale.ROOT,
              "Unstable, which is not overfitting: the validation loss was lowest, %.4f, in epoch %d of %d and ended at"
                  + " %.4f, and the training loss did not fall either, from %.4f to %.4f.",
              best.validationLoss(), bestEpoch, epochs, last.validationLoss(), best.trainingLoss(),
              last.trainingLoss());
      case CLEAR -> String.format(Locale.ROOT, "Overfitted: the validation loss was lowest, %.4f, in epoch %d of %d and"
          + " rose to %.4f, %.0f %% higher, while the training loss went on falling from %.4f to %.4f.",
          best.validationLoss(), bestEpoch, epochs, last.validationLoss(), PERCENT * rise(), best.trainingLoss(),
          last.trainingLoss());
    };
  }

  /** The distance of training and validation accuracy in the end, in words; empty without validation. */
  public String gapSentence() {
    if (!validated()) {
      return "";
    }
    double points = PERCENT * last.accuracyGap();
    return String.format(Locale.ROOT,
        "In the end the accuracy is %.4f on the training images and %.4f on the validation"
            + " images, %.1f points %s.",
        last.trainingAccuracy(), last.validationAccuracy(), Math.abs(points),
        points >= 0 ? "lower" : "higher");
  }
}
