package dev.weft.optim.train;

import java.util.Objects;
import java.util.Optional;

/**
 * What an epoch brought.
 *
 * @param epoch counted from 1
 * @param trainingLoss the mean loss over the epoch's examples, each measured before its step's update
 * @param trainingAccuracy the accuracy over the epoch's examples, as predicted in training mode
 * @param validation what the validation data gave after the epoch; empty without such data
 * @param seconds the time spent on the epoch's steps, validation not included
 * @param imagesPerSecond the number of examples over {@code seconds}
 * @param learningRate of the epoch's last step
 */
public record EpochResult(int epoch, double trainingLoss, double trainingAccuracy, Optional<Validation> validation,
    double seconds, double imagesPerSecond, float learningRate) {

  /** The names of the columns of {@link #toCsv}. */
  public static final String CSV_HEADER = "epoch,training_loss,training_accuracy,validation_loss,"
      + "validation_accuracy,seconds,images_per_second,learning_rate";

  private static final int COLUMNS = 8;

  /**
   * What the network made of the validation data.
   *
   * @param loss the mean loss
   * @param accuracy the share of examples predicted right
   */
  public record Validation(double loss, double accuracy) {}

  /** Refuses null. */
  public EpochResult {
    Objects.requireNonNull(validation, "validation");
  }

  /** The result of an epoch with validation. */
  public EpochResult(int epoch, double trainingLoss, double trainingAccuracy, double validationLoss,
      double validationAccuracy, double seconds, double imagesPerSecond, float learningRate) {
    this(epoch, trainingLoss, trainingAccuracy, Optional.of(new Validation(validationLoss, validationAccuracy)),
        seconds, imagesPerSecond, learningRate);
  }

  /**
   * The mean loss on the validation data.
   *
   * @throws IllegalStateException if there were none; {@link #validation} tells
   */
  public double validationLoss() {
    return validated().loss();
  }

  /**
   * The accuracy on the validation data.
   *
   * @throws IllegalStateException if there were none; {@link #validation} tells
   */
  public double validationAccuracy() {
    return validated().accuracy();
  }

  private Validation validated() {
    return validation.orElseThrow(
        () -> new IllegalStateException("expected an epoch with validation data, got one without; see validateOn"));
  }

  /**
   * The result as a line of comma-separated numbers without rounding, the two of the validation empty if there was none;
   * {@link #fromCsv} reads it back.
   */
  public String toCsv() {
    return epoch + "," + trainingLoss + "," + trainingAccuracy + ","
        + validation.map(v -> v.loss() + "," + v.accuracy()).orElse(",") + "," + seconds + "," + imagesPerSecond + ","
        + learningRate;
  }

  /**
   * The result in a line of {@link #toCsv}. Two NaN for the validation are none too: an early version wrote them.
   *
   * @throws IllegalArgumentException if it is not eight numbers, or six with both of the validation empty
   */
  public static EpochResult fromCsv(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != COLUMNS) {
      throw new IllegalArgumentException("expected " + COLUMNS + " columns, got " + cells.length + ": " + line);
    }
    try {
      boolean none = (cells[3].isEmpty() && cells[4].isEmpty()) || (cells[3].equals("NaN") && cells[4].equals("NaN"));
      Optional<Validation> validation = none ? Optional.empty()
          : Optional.of(new Validation(Double.parseDouble(cells[3]), Double.parseDouble(cells[4])));
      return new EpochResult(Integer.parseInt(cells[0]), Double.parseDouble(cells[1]), Double.parseDouble(cells[2]),
          validation, Double.parseDouble(cells[5]), Double.parseDouble(cells[6]), Float.parseFloat(cells[7]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected numbers, got " + line, e);
    }
  }
}
