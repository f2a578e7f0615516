package dev.weft.fmnist.report;

import dev.weft.fmnist.study.ReferenceReport;
import dev.weft.optim.metrics.ClassificationReport;
import dev.weft.optim.metrics.ClassificationReport.Row;
import java.util.ArrayList;
import java.util.List;

/** The reference study's classification report beside ours. */
final class ReferenceSection {

  private static final String[] HEAD = {"Class", "Recall differs", "Precision", "Reference", "Difference", "Recall",
      "Reference", "Difference", "F1", "Reference", "Difference"};

  private ReferenceSection() {}

  /** The section with the comparison, if the reports have the same classes and numbers of images. */
  static Section addTo(Section section, ClassificationReport report) {
    List<ReferenceReport.Pair> pairs = ReferenceReport.beside(report);
    if (pairs.isEmpty()) {
      return section;
    }
    Table table = Table.ofTextsAndNumbers("This run and the reference study, class by class", 2, HEAD);
    for (ReferenceReport.Pair pair : pairs) {
      table = row(table, chance(pair.withinChance()), pair.own(), pair.reference());
    }
    long images = report.macroAverage().support();
    boolean same = ReferenceReport.withinChance(report.accuracy(), ReferenceReport.AVERAGE, images);
    double average = ReferenceReport.AVERAGE;
    table = row(table, "", report.macroAverage(), new Row("macro avg", average, average, average, images));
    table = row(table, "", report.weightedAverage(), new Row("weighted avg", average, average, average, images));
    long within = pairs.stream().filter(ReferenceReport.Pair::withinChance).count();
    return section.subtitle("Beside the reference study").table(table)
        .paragraph("The accuracies, " + Format.four(report.accuracy()) + " and " + Format.fixed(average, 2)
            + " in the reference study, differ " + chance(same) + ". The recalls of " + within + " of "
            + pairs.size() + " classes do so within chance.")
        .paragraph("How chance is judged: a recall is the share of a class's " + Format.count(ReferenceReport.SUPPORT)
            + " test images that are found. The difference of two recalls p and q counts as within chance up to 1.96"
            + " standard errors of two independent binomial shares, √(p(1−p)/n + q(1−q)/n), plus the 0.005 by which"
            + " the reference study, which has two decimals, may be rounded. Of ten classes that differ by nothing one may"
            + " well be called beyond chance. Precision and F1 are not judged: what they are shares of differs from"
            + " network to network. The chance in the training, which another seed would show, is not in it.");
  }

  private static String chance(boolean within) {
    return within ? "within chance" : "beyond chance";
  }

  private static Table row(Table table, String remark, Row own, Row reference) {
    List<String> cells = new ArrayList<>(List.of(remark));
    add(cells, own.precision(), reference.precision());
    add(cells, own.recall(), reference.recall());
    add(cells, own.f1(), reference.f1());
    return table.row(own.name(), cells.toArray(String[]::new));
  }

  private static void add(List<String> cells, double own, double reference) {
    cells.add(Format.four(own));
    cells.add(Format.fixed(reference, 2));
    cells.add(Format.signed(own - reference, 2));
  }
}
