package dev.weft.optim.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Precision, recall and F1 of every class and their averages.
 *
 * <p>For a class with {@code tp} examples predicted right, {@code p} examples predicted as it and {@code s} examples
 * of it: precision {@code tp / p}, recall {@code tp / s}, F1 {@code 2 tp / (p + s)}, support {@code s}. A quotient
 * with the denominator 0 is 0. The macro average is the mean over classes, the weighted average the mean weighted by
 * support.
 *
 * <p>{@link #text()} lays these out as
 * <a href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.classification_report.html">scikit-learn's
 * classification_report</a> does with {@code labels=range(classes), target_names=classNames, zero_division=0}.
 *
 * {@snippet :
 * var matrix = ConfusionMatrix.of(new int[] {0, 0, 1, 1}, new int[] {0, 1, 1, 1}, List.of("cat", "dog"));
 * ClassificationReport.of(matrix).accuracy(); // = 0.75
 * ClassificationReport.of(matrix).classes().getFirst().recall(); // = 0.5
 * }
 *
 * @param classes one row for each class, in label order
 * @param accuracy the share of examples predicted right
 * @param macroAverage the mean over classes, named {@code macro avg}
 * @param weightedAverage the mean weighted by support, named {@code weighted avg}
 */
public record ClassificationReport(List<Row> classes, double accuracy, Row macroAverage, Row weightedAverage) {

  /**
   * One line of the report.
   *
   * @param name the class, or the average's name
   * @param precision of the examples predicted as this class, the share that is
   * @param recall of the examples of this class, the share predicted so
   * @param f1 the harmonic mean of precision and recall
   * @param support the number of examples
   */
  public record Row(String name, double precision, double recall, double f1, long support) {}

  private static final int DEFAULT_DIGITS = 2;
  private static final int COLUMN = 10;

  /** Keeps the rows. */
  public ClassificationReport {
    classes = List.copyOf(classes);
  }

  /** The report of these counts. */
  public static ClassificationReport of(ConfusionMatrix matrix) {
    List<Row> rows = new ArrayList<>();
    for (int c = 0; c < matrix.classes(); c++) {
      long right = matrix.count(c, c);
      long predicted = matrix.predictedCount(c);
      long support = matrix.truthCount(c);
      rows.add(new Row(matrix.classNames().get(c), ratio(right, predicted), ratio(right, support),
          ratio(2 * right, predicted + support), support));
    }
    return new ClassificationReport(rows, matrix.accuracy(), macro(rows), weighted(rows, matrix.total()));
  }

  private static double ratio(long numerator, long denominator) {
    return denominator == 0 ? 0 : (double) numerator / denominator;
  }

  private static Row macro(List<Row> rows) {
    double n = rows.size();
    return new Row("macro avg",
        PairwiseSum.of(rows.stream().mapToDouble(Row::precision).toArray()) / n,
        PairwiseSum.of(rows.stream().mapToDouble(Row::recall).toArray()) / n,
        PairwiseSum.of(rows.stream().mapToDouble(Row::f1).toArray()) / n,
        rows.stream().mapToLong(Row::support).sum());
  }

  private static Row weighted(List<Row> rows, long total) {
    double divisor = Math.max(total, 1);
    return new Row("weighted avg",
        PairwiseSum.of(rows.stream().mapToDouble(row -> row.precision() * row.support()).toArray()) / divisor,
        PairwiseSum.of(rows.stream().mapToDouble(row -> row.recall() * row.support()).toArray()) / divisor,
        PairwiseSum.of(rows.stream().mapToDouble(row -> row.f1() * row.support()).toArray()) / divisor,
        total);
  }

  /** The report with two decimals. */
  public String text() {
    return text(DEFAULT_DIGITS);
  }

  /**
   * The report with the given number of decimals, every line ended with a line feed.
   *
   * @throws IllegalArgumentException if {@code digits} is negative
   */
  public String text(int digits) {
    if (digits < 0) {
      throw new IllegalArgumentException("expected 0 or more digits, got " + digits);
    }
    int names = Text.width(classes.stream().map(Row::name).toList());
    int width = Math.max(Math.max(names, weightedAverage.name().length()), digits);
    StringBuilder text = new StringBuilder();
    line(text, width, "", "precision", "recall", "f1-score", "support");
    text.append('\n');
    for (Row row : classes) {
      line(text, width, row, digits);
    }
    text.append('\n');
    line(text, width, "accuracy", "", "", Text.fixed(accuracy, digits), Long.toString(macroAverage.support()));
    line(text, width, macroAverage, digits);
    line(text, width, weightedAverage, digits);
    return text.toString();
  }

  private static void line(StringBuilder text, int width, Row row, int digits) {
    line(text, width, row.name(), Text.fixed(row.precision(), digits), Text.fixed(row.recall(), digits),
        Text.fixed(row.f1(), digits), Long.toString(row.support()));
  }

  private static void line(StringBuilder text, int width, String name, String... columns) {
    Text.right(text, name, width);
    text.append(' ');
    for (String column : columns) {
      text.append(' ');
      Text.right(text, column, COLUMN - 1);
    }
    text.append('\n');
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text();
  }
}
