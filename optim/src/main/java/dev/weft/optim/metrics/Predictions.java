package dev.weft.optim.metrics;

/**
 * From scores to predicted classes, and how often those are right.
 *
 * {@snippet :
 * Predictions.argmax(new float[] {0.1f, 0.9f, 0.3f, 0.2f}, 2); // two examples of two classes
 * Predictions.accuracy(new int[] {1, 0}, new int[] {1, 1}); // = 0.5
 * }
 */
public final class Predictions {

  private Predictions() {}

  /**
   * The class with the highest score for each example; of equal scores the lowest class. NaN is never the highest.
   *
   * @param scores logits or probabilities, (n, classes) row-major
   * @param classes the number of scores an example has
   * @return n classes
   * @throws IllegalArgumentException if the scores are not whole rows
   */
  public static int[] argmax(float[] scores, int classes) {
    int[] predicted = new int[rows(scores, classes)];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = argmax(scores, i * classes, classes);
    }
    return predicted;
  }

  /** The class with the highest of the {@code classes} scores from {@code offset}; as {@link #argmax(float[], int)}. */
  public static int argmax(float[] scores, int offset, int classes) {
    int best = 0;
    float highest = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      if (scores[offset + c] > highest) {
        highest = scores[offset + c];
        best = c;
      }
    }
    return best;
  }

  /**
   * The share of examples predicted right; 0 if there are none.
   *
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public static double accuracy(int[] truth, int[] predicted) {
    requireSameLength(truth, predicted);
    int right = 0;
    for (int i = 0; i < truth.length; i++) {
      right += truth[i] == predicted[i] ? 1 : 0;
    }
    return truth.length == 0 ? 0 : (double) right / truth.length;
  }

  /**
   * The share of examples whose true class is among the {@code k} highest scores; 0 if there are no examples. Of equal
   * scores the lower class ranks higher, so {@code k = 1} agrees with {@link #argmax}; a true class whose score is NaN
   * is a miss.
   *
   * @param scores logits or probabilities, (n, classes) row-major
   * @param classes the number of scores an example has
   * @param truth n true classes
   * @param k from 1 to {@code classes}
   * @throws IllegalArgumentException if the sizes do not fit together, {@code k} is out of range, or a class is
   */
  public static double topKAccuracy(float[] scores, int classes, int[] truth, int k) {
    if (rows(scores, classes) != truth.length) {
      throw new IllegalArgumentException("expected " + truth.length + " rows of " + classes + " scores, got "
          + rows(scores, classes));
    }
    if (k < 1 || k > classes) {
      throw new IllegalArgumentException("expected k from 1 to " + classes + ", got " + k);
    }
    int hits = 0;
    for (int i = 0; i < truth.length; i++) {
      requireClass("true", truth[i], classes, i);
      hits += rank(scores, i * classes, classes, truth[i]) < k ? 1 : 0;
    }
    return truth.length == 0 ? 0 : (double) hits / truth.length;
  }

  /** How many classes rank above this one. */
  static int rank(float[] scores, int offset, int classes, int label) {
    float score = scores[offset + label];
    if (Float.isNaN(score)) {
      return classes;
    }
    int above = 0;
    for (int c = 0; c < classes; c++) {
      float other = scores[offset + c];
      above += other > score || (other == score && c < label) ? 1 : 0;
    }
    return above;
  }

  private static int rows(float[] scores, int classes) {
    if (classes < 1 || scores.length % classes != 0) {
      throw new IllegalArgumentException(
          "expected rows of " + classes + " scores, 1 or more each, got " + scores.length + " scores");
    }
    return scores.length / classes;
  }

  static void requireSameLength(int[] truth, int[] predicted) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException("expected as many predicted as true classes, got " + predicted.length
          + " and " + truth.length);
    }
  }

  static void requireClass(String kind, int label, int classes, int example) {
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException("expected " + kind + " classes from 0 to " + (classes - 1) + ", got "
          + label + " for example " + example);
    }
  }
}
