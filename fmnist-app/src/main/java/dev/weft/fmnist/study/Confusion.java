package dev.weft.fmnist.study;

import dev.weft.optim.metrics.ConfusionMatrix;
import dev.weft.optim.train.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A class that is taken for another.
 *
 * @param truth the true class
 * @param predicted the class it is taken for
 * @param count how many images
 * @param share of the images of the true class
 * @param examples some of them, the surest first
 */
public record Confusion(int truth, int predicted, long count, double share, List<Prediction> examples) {

  /** The most frequent first; of equal ones the lower true class, then the lower predicted class. */
  private static final Comparator<Confusion> MOST_FREQUENT = Comparator.comparingLong(Confusion::count).reversed()
      .thenComparingInt(Confusion::truth).thenComparingInt(Confusion::predicted);

  /**
   * The most frequent confusions.
   *
   * @param pairs how many, if there are as many
   * @param examples how many images of each
   */
  public static List<Confusion> mostFrequent(Evaluation evaluation, int pairs, int examples) {
    ConfusionMatrix matrix = evaluation.confusionMatrix();
    List<Confusion> all = new ArrayList<>();
    for (int t = 0; t < matrix.classes(); t++) {
      for (int p = 0; p < matrix.classes(); p++) {
        long count = matrix.count(t, p);
        if (t != p && count > 0) {
          all.add(new Confusion(t, p, count, (double) count / matrix.truthCount(t), List.of()));
        }
      }
    }
    return all.stream().sorted(MOST_FREQUENT).limit(pairs)
        .map(c -> c.withExamples(Prediction.confused(evaluation, c.truth, c.predicted, examples))).toList();
  }

  private Confusion withExamples(List<Prediction> some) {
    return new Confusion(truth, predicted, count, share, some);
  }
}
