package dev.weft.fmnist.study;

import dev.weft.optim.metrics.ClassificationReport;
import dev.weft.optim.metrics.ClassificationReport.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a network is good at and what not, in sentences that follow from its numbers. There may be no strength.
 *
 * @param strengths what is good
 * @param limits what is not
 */
public record Conclusions(List<String> strengths, List<String> limits) {

  /** From this F1 on a class counts as a strength. */
  static final double STRONG = 0.95;

  /** Below this F1 a class counts as a limit. */
  static final double WEAK = 0.85;

  /** Above this expected calibration error the probabilities count as wrong. */
  static final double MISCALIBRATED = 0.03;

  private static final double PERCENT = 100;
  private static final Comparator<Row> BY_F1 = Comparator.comparingDouble(Row::f1);

  /**
   * The conclusions from one model's numbers.
   *
   * @param confusions the most frequent ones, the most frequent first
   */
  public static Conclusions of(TrainingCourse course, TestResult result, ClassificationReport report,
      List<Confusion> confusions, Calibration calibration) {
    List<String> strengths = new ArrayList<>();
    List<String> limits = new ArrayList<>();
    classes(report, strengths, limits);
    confused(report, confusions, result, limits);
    (course.overfitting() == TrainingCourse.Overfitting.NONE && course.epochs() > 1 ? strengths : limits)
        .add(course.verdict());
    boolean believable = calibration.expectedError() <= MISCALIBRATED;
    (believable ? strengths : limits)
        .add((believable ? "Well calibrated. " : "Badly calibrated. ") + calibration.sentence());
    return new Conclusions(List.copyOf(strengths), List.copyOf(limits));
  }

  /** Only of classes that have images; the precision and recall of others are shares of nothing. */
  private static void classes(ClassificationReport report, List<String> strengths, List<String> limits) {
    List<Row> rows = report.classes().stream().filter(row -> row.support() > 0).sorted(BY_F1).toList();
    if (rows.isEmpty()) {
      return;
    }
    List<Row> strong = rows.reversed().stream().filter(row -> row.f1() >= STRONG).toList();
    List<Row> weak = rows.stream().filter(row -> row.f1() < WEAK).toList();
    Row best = rows.getLast();
    Row worst = rows.getFirst();
    if (!strong.isEmpty()) {
      strengths.add(String.format(Locale.ROOT, "%d of %s %s an F1 of %.2f: %s.", strong.size(), count(rows),
          strong.size() == 1 ? "reaches" : "reach", STRONG, list(strong)));
    } else if (best.f1() >= WEAK) {
      strengths.add(String.format(Locale.ROOT, "The best class is %s with an F1 of %.2f.", best.name(), best.f1()));
    }
    limits.add(weak.isEmpty()
        ? String.format(Locale.ROOT, "The weakest class is %s with an F1 of %.2f.", worst.name(), worst.f1())
        : String.format(Locale.ROOT, "%d of %s %s below an F1 of %.2f: %s.", weak.size(), count(rows),
            weak.size() == 1 ? "stays" : "stay", WEAK, list(weak)));
    limits.add(found(worst) + precise(worst));
    if (rows.size() < report.classes().size()) {
      int absent = report.classes().size() - rows.size();
      limits.add(absent + (absent == 1 ? " class has" : " classes have")
          + " no test images, and nothing is said of " + (absent == 1 ? "it." : "them."));
    }
  }

  private static String count(List<Row> rows) {
    return rows.size() + (rows.size() == 1 ? " class" : " classes");
  }

  private static String found(Row row) {
    return row.support() == 1
        ? "The one image of " + row.name() + " is " + (row.recall() > 0 ? "found" : "not found")
        : String.format(Locale.ROOT, "Of the %,d images of %s %.1f %% are found", row.support(), row.name(),
            PERCENT * row.recall());
  }

  /** Where nothing is called so, the precision of 0 in the table is a share of nothing. */
  private static String precise(Row row) {
    return row.precision() > 0
        ? String.format(Locale.ROOT, ", and of what is called %s %.1f %% is.", row.name(), PERCENT * row.precision())
        : ", and nothing is rightly called " + row.name() + ".";
  }

  private static String list(List<Row> rows) {
    return String.join(", ", rows.stream().map(row -> String.format(Locale.ROOT, "%s (%.2f)", row.name(), row.f1()))
        .toList());
  }

  private static void confused(ClassificationReport report, List<Confusion> confusions, TestResult result,
      List<String> limits) {
    if (confusions.isEmpty()) {
      return;
    }
    Confusion first = confusions.getFirst();
    limits.add(String.format(Locale.ROOT, "Most often %s is taken for %s: %,d %s, %.1f %% of that class.",
        report.classes().get(first.truth()).name(), report.classes().get(first.predicted()).name(), first.count(),
        first.count() == 1 ? "image" : "images",
        PERCENT * first.share()));
    if (confusions.size() > 1) {
      long together = confusions.stream().mapToLong(Confusion::count).sum();
      limits.add(String.format(Locale.ROOT, "The %d most frequent confusions are %.0f %% of all %,d mistakes.",
          confusions.size(), PERCENT * together / result.wrong(), result.wrong()));
    }
  }
}
