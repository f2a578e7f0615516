package dev.weft.fmnist.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.fmnist.live.FiniteNumbers;
import dev.weft.optim.metrics.ClassificationReport;
import dev.weft.optim.metrics.ConfusionMatrix;
import dev.weft.optim.train.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results on the test images, for people and for programs. */
final class Report {

  private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(FiniteNumbers.module());

  private Report() {}

  /** Loss, accuracy, counts, classification report and confusion matrix. */
  static String text(Evaluation evaluation) {
    ConfusionMatrix matrix = evaluation.confusionMatrix();
    return String
        .format(Locale.ROOT, "Test loss      %.4f%nTest accuracy  %.4f%nRight          %,d%nWrong          %,d%n",
            evaluation.loss(), evaluation.accuracy(), matrix.correct(), matrix.incorrect())
        .replace("\r\n", "\n")
        + "\n" + evaluation.report().text()
        + "\nConfusion matrix (rows: true class, columns: predicted class)\n\n" + numbered(evaluation);
  }

  /** The confusion matrix with rows that tell the number of their class, by which the columns go. */
  private static ConfusionMatrix numbered(Evaluation evaluation) {
    List<String> names = new ArrayList<>();
    for (String name : evaluation.classNames()) {
      names.add(name + " " + names.size());
    }
    return ConfusionMatrix.of(evaluation.truth(), evaluation.predicted(), names);
  }

  /** The numbers of an evaluation by name, in the order in which they are written as JSON. */
  static Map<String, Object> values(Evaluation evaluation) {
    ConfusionMatrix matrix = evaluation.confusionMatrix();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("testLoss", evaluation.loss());
    values.put("testAccuracy", evaluation.accuracy());
    values.put("correct", matrix.correct());
    values.put("incorrect", matrix.incorrect());
    values.put("confusionMatrix", matrix.toArray());
    values.put("classes", classes(evaluation.report()));
    return values;
  }

  private static List<Map<String, Object>> classes(ClassificationReport report) {
    List<Map<String, Object>> classes = new ArrayList<>();
    for (ClassificationReport.Row row : report.classes()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("name", row.name());
      values.put("precision", row.precision());
      values.put("recall", row.recall());
      values.put("f1", row.f1());
      values.put("support", row.support());
      classes.add(values);
    }
    return classes;
  }

  /** Values as JSON for programs and people, a line feed at the end; a number that is not finite is null. */
  static String json(Map<String, Object> values) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected values that have a JSON form, got " + values, e);
    }
  }
}
