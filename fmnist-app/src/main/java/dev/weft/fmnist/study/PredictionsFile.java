package dev.weft.fmnist.study;

import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.TextFile;
import dev.weft.core.io.AtomicFiles;
import dev.weft.optim.train.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The predictions for the test images as comma-separated values: {@code index,true,predicted} and a column with the
 * probability of each class. The classes are numbers, the probabilities are not rounded.
 */
public final class PredictionsFile {

  /** How every such file begins. */
  public static final String FIRST_COLUMNS = "index,true,predicted,";

  private static final int BEFORE_PROBABILITIES = 3;

  private PredictionsFile() {}

  /**
   * Writes the predictions, replacing the file whole.
   *
   * @throws IOException if that fails
   */
  public static void write(Path file, Evaluation evaluation) throws IOException {
    int classes = evaluation.classNames().size();
    StringBuilder csv = new StringBuilder(header(evaluation.classNames())).append('\n');
    for (int i = 0; i < evaluation.truth().length; i++) {
      csv.append(i).append(',').append(evaluation.truth()[i]).append(',').append(evaluation.predicted()[i]);
      for (int c = 0; c < classes; c++) {
        csv.append(',').append(evaluation.probabilities()[i * classes + c]);
      }
      csv.append('\n');
    }
    AtomicFiles.write(file, csv.toString());
  }

  private static String header(List<String> classNames) {
    return FIRST_COLUMNS + String.join(",", classNames);
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @param classNames the classes in label order
   * @param loss the mean loss, which the file does not have
   * @throws DataFormatException if the file is something else; the message names the line
   * @throws IOException if it cannot be read
   */
  public static Evaluation read(Path file, List<String> classNames, double loss) throws IOException {
    List<String> lines = TextFile.read(file).lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(header(classNames))) {
      throw new DataFormatException(file.toString(), "the header " + header(classNames),
          lines.isEmpty() ? "an empty file" : TextFile.shown(lines.getFirst()));
    }
    return evaluation(file, lines.subList(1, lines.size()), classNames, loss);
  }

  private static Evaluation evaluation(Path file, List<String> rows, List<String> classNames, double loss)
      throws DataFormatException {
    int classes = classNames.size();
    int[] truth = new int[rows.size()];
    int[] predicted = new int[rows.size()];
    float[] probabilities = new float[rows.size() * classes];
    for (int i = 0; i < truth.length; i++) {
      String[] cells = rows.get(i).split(",", -1);
      try {
        if (cells.length != BEFORE_PROBABILITIES + classes || Integer.parseInt(cells[0]) != i) {
          throw new NumberFormatException();
        }
        truth[i] = label(cells[1], classes);
        predicted[i] = label(cells[2], classes);
        for (int c = 0; c < classes; c++) {
          probabilities[i * classes + c] = probability(cells[BEFORE_PROBABILITIES + c]);
        }
      } catch (NumberFormatException e) {
        throw new DataFormatException(file + ", line " + (i + 2),
            "image " + i + ", its true and its predicted class and " + classes + " probabilities from 0 to 1",
            TextFile.shown(rows.get(i)), e);
      }
    }
    return new Evaluation(loss, probabilities, predicted, truth, classNames);
  }

  private static int label(String cell, int classes) {
    int label = Integer.parseInt(cell);
    if (label < 0 || label >= classes) {
      throw new NumberFormatException();
    }
    return label;
  }

  private static float probability(String cell) {
    float probability = Float.parseFloat(cell);
    if (!(probability >= 0 && probability <= 1)) {
      throw new NumberFormatException();
    }
    return probability;
  }
}
