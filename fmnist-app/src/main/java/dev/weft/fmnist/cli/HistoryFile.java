package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.TextFile;
import dev.weft.optim.train.EpochResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code history.csv}, which people may have edited and copying may have damaged. */
final class HistoryFile {

  private HistoryFile() {}

  /**
   * Reads the epochs in a file.
   *
   * @throws DataFormatException if they are not numbered from 1, or an epoch has values that cannot be
   * @throws IOException if the file cannot be read
   */
  static List<EpochResult> read(Path file) throws IOException {
    List<String> lines = TextFile.read(file).lines().toList();
    if (lines.size() < 2 || !lines.getFirst().equals(EpochResult.CSV_HEADER)) {
      throw new DataFormatException(file.toString(), "the header " + EpochResult.CSV_HEADER + " and a line an epoch",
          lines.isEmpty() ? "an empty file" : lines.size() + " lines from " + TextFile.shown(lines.getFirst()));
    }
    List<EpochResult> epochs = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      epochs.add(epoch(file, epochs.size() + 1, line));
    }
    return epochs;
  }

  /** Whether a file can be read as this one. */
  static boolean isOne(Path file) {
    try {
      return !read(file).isEmpty();
    } catch (IOException _) {
      return false;
    }
  }

  private static EpochResult epoch(Path file, int number, String line) throws DataFormatException {
    try {
      EpochResult epoch = EpochResult.fromCsv(line);
      if (epoch.epoch() == number && isPossible(epoch)) {
        return epoch;
      }
    } catch (IllegalArgumentException e) {
      throw damaged(file, number, line, e);
    }
    throw damaged(file, number, line, null);
  }

  private static DataFormatException damaged(Path file, int number, String line, Throwable cause) {
    return new DataFormatException(file + ", line " + (number + 1),
        "epoch " + number + " with accuracies from 0 to 1 and other numbers of 0 or more in the columns of the header",
        TextFile.shown(line), cause);
  }

  private static boolean isPossible(EpochResult epoch) {
    return isAmount(epoch.trainingLoss()) && isShare(epoch.trainingAccuracy())
        && epoch.validation().stream().allMatch(v -> isAmount(v.loss()) && isShare(v.accuracy()))
        && isAmount(epoch.seconds()) && isAmount(epoch.imagesPerSecond()) && isAmount(epoch.learningRate());
  }

  private static boolean isAmount(double value) {
    return value >= 0 && Double.isFinite(value);
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }
}
