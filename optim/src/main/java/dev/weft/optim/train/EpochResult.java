package dev.weft.optim.train;

/**
 * What an epoch brought.
 *
 * @param epoch counted from 1
 * @param trainingLoss the mean loss over the epoch's examples, each measured before its step's update
 * @param trainingAccuracy the accuracy over the epoch's examples, as predicted in training mode
 * @param validationLoss the mean loss on the validation data after the epoch; NaN without such data
 * @param validationAccuracy the accuracy on the validation data after the epoch; NaN without such data
 * @param seconds the time spent on the epoch's steps, validation not included
 * @param imagesPerSecond the number of examples over {@code seconds}
 * @param learningRate of the epoch's last step
 */
public record EpochResult(int epoch, double trainingLoss, double trainingAccuracy, double validationLoss,
    double validationAccuracy, double seconds, double imagesPerSecond, float learningRate) {

  /** The names of the columns of {@link #toCsv}. */
  public static final String CSV_HEADER = "epoch,training_loss,training_accuracy,validation_loss,"
      + "validation_accuracy,seconds,images_per_second,learning_rate";

  private static final int COLUMNS = 8;

  /** The result as a line of comma-separated numbers without rounding; {@link #fromCsv} reads it back. */
  public String toCsv() {
    return epoch + "," + trainingLoss + "," + trainingAccuracy + "," + validationLoss + "," + validationAccuracy + ","
        + seconds + "," + imagesPerSecond + "," + learningRate;
  }

  /**
   * The result in a line of {@link #toCsv}.
   *
   * @throws IllegalArgumentException if it is not eight numbers
   */
  public static EpochResult fromCsv(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != COLUMNS) {
      throw new IllegalArgumentException("expected " + COLUMNS + " columns, got " + cells.length + ": " + line);
    }
    try {
      return new EpochResult(Integer.parseInt(cells[0]), Double.parseDouble(cells[1]), Double.parseDouble(cells[2]),
          Double.parseDouble(cells[3]), Double.parseDouble(cells[4]), Double.parseDouble(cells[5]),
          Double.parseDouble(cells[6]), Float.parseFloat(cells[7]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected numbers, got " + line, e);
    }
  }
}
