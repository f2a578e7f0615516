package dev.weft.optim.train;

import dev.weft.optim.metrics.ClassificationReport;
import dev.weft.optim.metrics.ConfusionMatrix;
import dev.weft.optim.metrics.Predictions;
import java.util.List;
import java.util.Locale;

/**
 * What a network makes of a dataset. The arrays are shared, in the order of the dataset.
 *
 * @param loss the mean loss
 * @param probabilities the activated outputs, (n, classes) row-major
 * @param predicted the class with the highest output for each example
 * @param truth the true classes
 * @param classNames the names of the classes
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large arrays, neither copied nor compared
public record Evaluation(double loss, float[] probabilities, int[] predicted, int[] truth, List<String> classNames) {

  /** The share of examples predicted right. */
  public double accuracy() {
    return Predictions.accuracy(truth, predicted);
  }

  /** The share of examples whose true class is among the {@code k} likeliest. */
  public double topKAccuracy(int k) {
    return Predictions.topKAccuracy(probabilities, classNames.size(), truth, k);
  }

  /** How often each class was taken for each. */
  public ConfusionMatrix confusionMatrix() {
    return ConfusionMatrix.of(truth, predicted, classNames);
  }

  /** Precision, recall and F1 of every class. */
  public ClassificationReport report() {
    return ClassificationReport.of(confusionMatrix());
  }

  /** For example {@code Evaluation(10000 examples, loss 0.2089, accuracy 0.9258)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "Evaluation(%d examples, loss %.4f, accuracy %.4f)", truth.length, loss,
        accuracy());
  }
}
