package dev.weft.optim.train;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.optim.metrics.ClassificationReport;
import dev.weft.optim.metrics.ConfusionMatrix;
import dev.weft.optim.metrics.Predictions;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a network makes of examples. Arrays and tensors are shared, in the order of the examples.
 *
 * {@snippet :
 * Evaluation evaluation = Evaluator.evaluate(network, softmaxCrossEntropy(), validation, 1, 16);
 * evaluation.accuracy();
 * evaluation.report().text(); // precision, recall and F1 of each class
 * }
 *
 * @param loss the mean loss
 * @param metrics the metrics by name, accuracy among them if the targets are classes or labels
 * @param outputs of each output of the network what its loss makes of it, such as probabilities, (n, …)
 * @param predicted the class with the highest output for each example; empty if the examples are not of classes
 * @param truth the true classes; empty if the examples are not of classes
 * @param classNames the names of the classes; empty if the examples are not of classes
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large arrays, neither copied nor compared
public record Evaluation(double loss, Map<String, Double> metrics, List<Tensor> outputs, int[] predicted, int[] truth,
    List<String> classNames) {

  /**
   * What a classifier makes of images.
   *
   * @param loss the mean loss
   * @param probabilities the activated outputs, (n, classes) row-major
   * @param predicted the class with the highest output for each example
   * @param truth the true classes
   * @param classNames the names of the classes
   */
  public Evaluation(double loss, float[] probabilities, int[] predicted, int[] truth, List<String> classNames) {
    this(loss, Map.of(Tally.ACCURACY, Predictions.accuracy(truth, predicted)),
        List.of(Tensor.wrap(probabilities, 0, Shape.of(truth.length, classNames.size()))), predicted, truth,
        classNames);
  }

  /** The first outputs, as the loss makes them probabilities, (n, outputs) row-major. */
  public float[] probabilities() {
    return outputs.getFirst().array();
  }

  /**
   * The value of a metric.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public double metric(String name) {
    return new EpochResult.Validation(loss, metrics).metric(name);
  }

  /**
   * The share of examples predicted right, or of labels.
   *
   * @throws IllegalArgumentException if the targets are numbers, which have none
   */
  public double accuracy() {
    return metric(Tally.ACCURACY);
  }

  /**
   * The share of examples whose true class is among the {@code k} likeliest.
   *
   * @throws IllegalStateException if the examples are not of classes
   */
  public double topKAccuracy(int k) {
    requireClasses();
    return Predictions.topKAccuracy(probabilities(), classNames.size(), truth, k);
  }

  /**
   * How often each class was taken for each.
   *
   * @throws IllegalStateException if the examples are not of classes
   */
  public ConfusionMatrix confusionMatrix() {
    requireClasses();
    return ConfusionMatrix.of(truth, predicted, classNames);
  }

  /**
   * Precision, recall and F1 of every class.
   *
   * @throws IllegalStateException if the examples are not of classes
   */
  public ClassificationReport report() {
    return ClassificationReport.of(confusionMatrix());
  }

  private void requireClasses() {
    if (classNames.isEmpty()) {
      throw new IllegalStateException("expected an evaluation on examples of classes, got one on others");
    }
  }

  /** For example {@code Evaluation(10000 examples, loss 0.2089, accuracy 0.9258)}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "Evaluation(%d examples, loss %.4f", outputs.getFirst().shape().dim(0), loss));
    metrics.forEach((name, value) -> text.append(String.format(Locale.ROOT, ", %s %.4f", name, value)));
    return text.append(')').toString();
  }
}
