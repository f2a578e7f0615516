package dev.weft.fmnist.study;

import dev.weft.optim.train.Evaluation;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a network makes of one test image.
 *
 * @param index the image's place in the test set
 * @param truth its class
 * @param predicted the class it is taken for
 * @param confidence the probability given to that class
 */
public record Prediction(int index, int truth, int predicted, double confidence) {

  /** Of equal confidences the image that comes first in the test set is first. */
  private static final Comparator<Prediction> MOST_CONFIDENT = Comparator.comparingDouble(Prediction::confidence)
      .reversed().thenComparingInt(Prediction::index);

  /** Whether the class is right. */
  public boolean right() {
    return truth == predicted;
  }

  /** The predictions for all images, in order. */
  public static List<Prediction> all(Evaluation evaluation) {
    return stream(evaluation).toList();
  }

  private static Stream<Prediction> stream(Evaluation evaluation) {
    int classes = evaluation.classNames().size();
    return IntStream.range(0, evaluation.truth().length).mapToObj(i -> {
      int predicted = evaluation.predicted()[i];
      return new Prediction(i, evaluation.truth()[i], predicted, evaluation.probabilities()[i * classes + predicted]);
    });
  }

  /** The first images that are classified right, or wrong. */
  public static List<Prediction> first(Evaluation evaluation, boolean right, int count) {
    return stream(evaluation).filter(p -> p.right() == right).limit(count).toList();
  }

  /** The wrong predictions that the network is surest of. */
  public static List<Prediction> mostConfidentMistakes(Evaluation evaluation, int count) {
    return stream(evaluation).filter(p -> !p.right()).sorted(MOST_CONFIDENT).limit(count).toList();
  }

  /** The images of one class that are taken for another, the surest first. */
  static List<Prediction> confused(Evaluation evaluation, int truth, int predicted, int count) {
    return stream(evaluation).filter(p -> p.truth() == truth && p.predicted() == predicted).sorted(MOST_CONFIDENT)
        .limit(count).toList();
  }
}
