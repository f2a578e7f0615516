package dev.weft.optim.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * How often each class was taken for each class: rows are the true classes, columns the predicted ones.
 *
 * <p>Immutable and compared by value.
 *
 * {@snippet :
 * var matrix = ConfusionMatrix.of(new int[] {0, 0, 1, 1}, new int[] {0, 1, 1, 1}, List.of("cat", "dog"));
 * matrix.count(0, 1); // = 1
 * matrix.accuracy(); // = 0.75
 * }
 */
public final class ConfusionMatrix {

  private final List<String> classNames;
  private final long[] counts; // [truth][predicted]

  private ConfusionMatrix(List<String> classNames, long[] counts) {
    this.classNames = classNames;
    this.counts = counts;
  }

  /**
   * Counts the pairs of true and predicted class.
   *
   * @param truth the true class of each example
   * @param predicted the predicted class of each example, in the same order
   * @param classNames the names of the classes in label order
   * @throws IllegalArgumentException if the arrays differ in length or hold a class without a name
   */
  public static ConfusionMatrix of(int[] truth, int[] predicted, List<String> classNames) {
    if (classNames.isEmpty()) {
      throw new IllegalArgumentException("expected at least one class, got none");
    }
    Predictions.requireSameLength(truth, predicted);
    int classes = classNames.size();
    long[] counts = new long[Math.multiplyExact(classes, classes)];
    for (int i = 0; i < truth.length; i++) {
      Predictions.requireClass("true", truth[i], classes, i);
      Predictions.requireClass("predicted", predicted[i], classes, i);
      counts[truth[i] * classes + predicted[i]]++;
    }
    return new ConfusionMatrix(List.copyOf(classNames), counts);
  }

  /**
   * Counts the pairs of true and predicted class; the classes are named by their numbers.
   *
   * @throws IllegalArgumentException if the arrays differ in length or hold a class outside {@code [0, classes)}
   */
  public static ConfusionMatrix of(int[] truth, int[] predicted, int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("expected at least one class, got " + classes);
    }
    String[] names = new String[classes];
    Arrays.setAll(names, Integer::toString);
    return of(truth, predicted, List.of(names));
  }

  /** The number of classes. */
  public int classes() {
    return classNames.size();
  }

  /** The names of the classes in label order. */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * How many examples of one class were predicted as another, or as itself.
   *
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public long count(int truth, int predicted) {
    int classes = classes();
    if (truth < 0 || truth >= classes || predicted < 0 || predicted >= classes) {
      throw new IndexOutOfBoundsException(
          "expected classes from 0 to " + (classes - 1) + ", got " + truth + " and " + predicted);
    }
    return counts[truth * classes + predicted];
  }

  /** How many examples have this true class: a row's sum. */
  public long truthCount(int truth) {
    long sum = 0;
    for (int p = 0; p < classes(); p++) {
      sum += count(truth, p);
    }
    return sum;
  }

  /** How many examples were predicted as this class: a column's sum. */
  public long predictedCount(int predicted) {
    long sum = 0;
    for (int t = 0; t < classes(); t++) {
      sum += count(t, predicted);
    }
    return sum;
  }

  /** The number of examples. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /** How many examples were predicted right: the diagonal's sum. */
  public long correct() {
    long sum = 0;
    for (int c = 0; c < classes(); c++) {
      sum += count(c, c);
    }
    return sum;
  }

  /** How many examples were predicted wrong. */
  public long incorrect() {
    return total() - correct();
  }

  /** {@code correct / total}; 0 if there are no examples. */
  public double accuracy() {
    long total = total();
    return total == 0 ? 0 : (double) correct() / total;
  }

  /** The counts as rows of true classes, a new array. */
  public long[][] toArray() {
    int classes = classes();
    long[][] rows = new long[classes][];
    for (int t = 0; t < classes; t++) {
      rows[t] = Arrays.copyOfRange(counts, t * classes, (t + 1) * classes);
    }
    return rows;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix matrix
        && classNames.equals(matrix.classNames)
        && Arrays.equals(counts, matrix.counts);
  }

  @Override
  public int hashCode() {
    return 31 * classNames.hashCode() + Arrays.hashCode(counts);
  }

  /** A table with a named row for each true class and a column for each predicted class, in label order. */
  @Override
  public String toString() {
    int classes = classes();
    int name = Text.width(classNames);
    int cell = 1 + Math.max(
        Long.toString(Arrays.stream(counts).max().orElse(0)).length(),
        Integer.toString(classes - 1).length());
    StringBuilder table = new StringBuilder();
    Text.right(table, "", name);
    for (int p = 0; p < classes; p++) {
      Text.right(table, Integer.toString(p), cell);
    }
    for (int t = 0; t < classes; t++) {
      Text.right(table.append('\n'), classNames.get(t), name);
      for (int p = 0; p < classes; p++) {
        Text.right(table, Long.toString(count(t, p)), cell);
      }
    }
    return table.append('\n').toString();
  }
}
