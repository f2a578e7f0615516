package dev.weft.fmnist.report;

import dev.weft.fmnist.plot.Figure;
import dev.weft.fmnist.plot.GroupedBars;
import dev.weft.fmnist.plot.GroupedBars.Series;
import dev.weft.fmnist.plot.Heatmap;
import dev.weft.fmnist.plot.ImageGrid;
import dev.weft.fmnist.plot.Reliability;
import dev.weft.fmnist.study.Calibration;
import dev.weft.fmnist.study.Conclusions;
import dev.weft.fmnist.study.Confusion;
import dev.weft.fmnist.study.Findings;
import dev.weft.fmnist.study.ModelStudy;
import dev.weft.fmnist.study.Prediction;
import dev.weft.fmnist.study.Study;
import dev.weft.fmnist.study.TestResult;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.metrics.ClassificationReport;
import dev.weft.optim.metrics.ClassificationReport.Row;
import dev.weft.optim.metrics.ConfusionMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The sections on what a network makes of the test images. */
final class TestSections {

  private static final String RESULTS = "Results on the test images";
  private static final String THIS_RUN = "This run";
  private static final String INTERVAL = "95 % interval of the accuracy";
  private static final int COLUMNS = 8;
  private static final int MISTAKE_COLUMNS = 7;
  private static final int CONFUSION_COLUMNS = 6;
  private static final int EXAMPLES = 16;

  private TestSections() {}

  static Section test(Study study) {
    ModelStudy model = study.model();
    TestResult result = model.result();
    return Section.of("test", "Test set")
        .paragraph("The " + model.name() + " network, after its last epoch, on "
            + Format.count(result.total()) + (result.total() == 1 ? " test image." : " test images.")
            + known(study.data().duplicates().across()))
        .table(study.comparableWithDocument() ? besideDocument(result) : results(result))
        .paragraph(study.comparableWithDocument() ? result.againstDocument() : "")
        .paragraph("The interval is Wilson's; it tells of the chance in the choice of test images, not of that in the"
            + " training.");
  }

  private static String known(int images) {
    return images == 0 ? ""
        : " " + Format.count(images) + " of them " + (images == 1 ? "equals" : "equal") + " a training image.";
  }

  private static Table results(TestResult result) {
    return Table.ofNumbers(RESULTS, "", THIS_RUN)
        .row("Loss", Format.four(result.loss()))
        .row("Accuracy", Format.four(result.accuracy()))
        .row(INTERVAL, interval(result))
        .row("Right", Format.count(result.right()))
        .row("Wrong", Format.count(result.wrong()));
  }

  private static Table besideDocument(TestResult result) {
    return Table.ofNumbers(RESULTS, "", THIS_RUN, "Reference study")
        .row("Loss", Format.four(result.loss()), Format.four(TestResult.DOCUMENT_LOSS))
        .row("Accuracy", Format.four(result.accuracy()), Format.four(TestResult.DOCUMENT_ACCURACY))
        .row(INTERVAL, interval(result), "–")
        .row("Right", Format.count(result.right()), Format.count(TestResult.DOCUMENT_RIGHT))
        .row("Wrong", Format.count(result.wrong()), Format.count(TestResult.DOCUMENT_WRONG));
  }

  private static String interval(TestResult result) {
    return Format.four(result.low()) + " – " + Format.four(result.high());
  }

  static Section confusion(ModelStudy model, Findings findings, Dataset test) {
    ConfusionMatrix matrix = model.evaluation().confusionMatrix();
    int[][] counts = Arrays.stream(matrix.toArray())
        .map(row -> Arrays.stream(row).mapToInt(Math::toIntExact).toArray()).toArray(int[][]::new);
    Table table =
        Table.ofTextsAndNumbers("The most frequent confusions", 2, "True class", "Taken for", "Images", "Of the class");
    Section pairs = Section.of("confusion", "Confusion matrix")
        .pictures(Heatmap.confusion("09-confusion-matrix", "Confusion matrix", matrix.classNames(), counts));
    for (Confusion confusion : findings.confusions()) {
      table = table.row(name(matrix, confusion.truth()), name(matrix, confusion.predicted()),
          Format.count(confusion.count()), Format.percent(confusion.share()));
    }
    if (findings.confusions().isEmpty()) {
      return pairs.paragraph("No image is taken for another class.");
    }
    Section section = pairs.subtitle("Confusions").table(table);
    for (int i = 0; i < findings.confusions().size(); i++) {
      Confusion confusion = findings.confusions().get(i);
      section = section.pictures(ImageGrid.of("confusion-" + (i + 1), name(matrix, confusion.truth()) + " taken for "
          + name(matrix, confusion.predicted()), CONFUSION_COLUMNS, Tiles.ofPredictions(confusion.examples(), test)));
    }
    return section;
  }

  private static String name(ConfusionMatrix matrix, int label) {
    return matrix.classNames().get(label);
  }

  static Section classification(Study study) {
    ClassificationReport report = study.findings().report();
    Table table = Table.ofNumbers("Precision, recall and F1", "Class", "Precision", "Recall", "F1", "Images");
    for (Row row : report.classes()) {
      table = add(table, row);
    }
    table =
        table.row("accuracy", "", "", Format.four(report.accuracy()), Format.count(report.macroAverage().support()));
    table = add(add(table, report.macroAverage()), report.weightedAverage());
    Section section = Section.of("classification", "Classification report").pictures(bars(report)).table(table)
        .paragraph("The same as text, as scikit-learn's classification_report has it:")
        .preformatted(report.text());
    return study.comparableWithDocument() ? ReferenceSection.addTo(section, report) : section;
  }

  private static Table add(Table table, Row row) {
    return table.row(row.name(), Format.four(row.precision()), Format.four(row.recall()), Format.four(row.f1()),
        Format.count(row.support()));
  }

  private static Figure bars(ClassificationReport report) {
    return GroupedBars.of("classification-report", "Precision, recall and F1 of each class", "share",
        report.classes().stream().map(Row::name).toList(),
        List.of(new Series("precision", values(report, Row::precision)),
            new Series("recall", values(report, Row::recall)), new Series("F1", values(report, Row::f1))));
  }

  private static double[] values(ClassificationReport report, ToDoubleFunction<Row> value) {
    return report.classes().stream().mapToDouble(value).toArray();
  }

  static Section examples(ModelStudy model, Findings findings, Dataset test) {
    Section section = Section.of("examples", "Examples and calibration");
    section = grid(section, "10-right", "Classified right: the first test images", COLUMNS,
        Prediction.first(model.evaluation(), true, EXAMPLES), test);
    section = grid(section, "11-wrong", "Classified wrong: the first test images", COLUMNS,
        Prediction.first(model.evaluation(), false, EXAMPLES), test);
    section =
        grid(section, "confident-mistakes", "The " + findings.mistakes().size() + " mistakes the network is surest of",
            MISTAKE_COLUMNS, findings.mistakes(), test);
    Calibration calibration = findings.calibration();
    return section.subtitle("Calibration")
        .pictures(Reliability.of("reliability", "How sure the network is, and how often it"
            + " is right", calibration.bins().stream().map(TestSections::bin).toList(), calibration.expectedError()))
        .paragraph(calibration.sentence())
        .paragraph("The error is the mean distance of confidence and accuracy over " + Calibration.BINS
            + " bins of equal width, weighted by their predictions (Guo and others, On Calibration of Modern Neural"
            + " Networks, ICML 2017, arXiv:1706.04599).");
  }

  private static Section grid(Section section, String name, String title, int columns, List<Prediction> predictions,
      Dataset test) {
    return predictions.isEmpty() ? section
        : section.pictures(ImageGrid.of(name, title, columns, Tiles.ofPredictions(predictions, test)));
  }

  private static Reliability.Bin bin(Calibration.Bin bin) {
    return new Reliability.Bin(bin.lower(), bin.upper(), bin.count(), bin.confidence(), bin.accuracy());
  }

  static Section conclusions(Conclusions conclusions) {
    Section strengths = Section.of("conclusions", "Strengths and limits").subtitle("Strengths");
    strengths = conclusions.strengths().isEmpty() ? strengths.paragraph("The numbers show none.")
        : strengths.items(conclusions.strengths());
    return strengths.subtitle("Limits").items(conclusions.limits());
  }
}
