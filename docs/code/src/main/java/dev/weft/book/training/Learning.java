package dev.weft.book.training;

import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The curves of one run, epoch by epoch.
 *
 * @param trainingLoss mean over the epoch, in training mode, while the weights changed
 * @param trainingAccuracy measured in the same way
 * @param validationLoss after the epoch
 * @param validationAccuracy after the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // for reading and drawing, never compared
public record Learning(double[] trainingLoss, double[] trainingAccuracy, double[] validationLoss,
    double[] validationAccuracy) {

  private static final String HEADER = "epoch,training_loss,training_accuracy,validation_loss,validation_accuracy";

  /** A history as comma-separated values. */
  static String toCsv(History history) {
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    for (EpochResult epoch : history.epochs()) {
      csv.append(String.format(Locale.ROOT, "%d,%.4f,%.4f,%.4f,%.4f\n", epoch.epoch(), epoch.trainingLoss(),
          epoch.trainingAccuracy(), epoch.validationLoss(), epoch.validationAccuracy()));
    }
    return csv.toString();
  }

  /** The curves in a file. */
  public static Learning read(Path file) throws IOException {
    List<String[]> rows = Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
    return new Learning(column(rows, row -> Double.parseDouble(row[1])),
        column(rows, row -> Double.parseDouble(row[2])), column(rows, row -> Double.parseDouble(row[3])),
        column(rows, row -> Double.parseDouble(row[4])));
  }

  private static double[] column(List<String[]> rows, ToDoubleFunction<String[]> cell) {
    return rows.stream().mapToDouble(cell).toArray();
  }

  /** The number of epochs. */
  public int epochs() {
    return trainingLoss.length;
  }

  /** The epoch, counted from 1, after which the validation loss is lowest. */
  public int bestEpoch() {
    int best = 0;
    for (int epoch = 1; epoch < epochs(); epoch++) {
      if (validationLoss[epoch] < validationLoss[best]) {
        best = epoch;
      }
    }
    return best + 1;
  }
}
