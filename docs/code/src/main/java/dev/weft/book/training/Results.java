package dev.weft.book.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How good a network is, measured in inference mode: after its last epoch, and with the weights of the epoch after which
 * its validation loss was lowest.
 *
 * @param run the name of the run
 * @param trainingLoss on the images it was trained on
 * @param trainingAccuracy on those
 * @param testLoss on the 10,000 test images
 * @param testAccuracy on those
 * @param stoppedTestLoss on the test images, with the weights of the best epoch
 * @param stoppedTestAccuracy on those, with these weights
 */
public record Results(String run, double trainingLoss, double trainingAccuracy, double testLoss,
    double testAccuracy, double stoppedTestLoss, double stoppedTestAccuracy) {

  /** The names of the columns. */
  static final String HEADER = "run,training_loss,training_accuracy,test_loss,test_accuracy,stopped_test_loss,"
      + "stopped_test_accuracy";

  /** The results as a line of comma-separated values. */
  String toCsv() {
    return String.format(Locale.ROOT, "%s,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f", run, trainingLoss, trainingAccuracy, testLoss,
        testAccuracy, stoppedTestLoss, stoppedTestAccuracy);
  }

  /** The results in a file, in its order. */
  static List<Results> read(Path file) throws IOException {
    List<Results> results = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.equals(HEADER)) {
        String[] cells = line.split(",", -1);
        results.add(new Results(cells[0], Double.parseDouble(cells[1]), Double.parseDouble(cells[2]),
            Double.parseDouble(cells[3]), Double.parseDouble(cells[4]), Double.parseDouble(cells[5]),
            Double.parseDouble(cells[6])));
      }
    }
    return results;
  }
}
