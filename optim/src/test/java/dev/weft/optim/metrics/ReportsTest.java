package dev.weft.optim.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.optim.Fixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportsTest {

  /** One made-up set of predictions and what scikit-learn says about it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Case(List<String> names, int[] truth, int[] predicted, int digits, long[][] rows, String text) {
    @Override
    public String toString() {
      return names.size() + " classes, " + truth.length + " examples, " + digits + " digits";
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    Iterator<String> lines = Fixture.lines(ReportsTest.class, "reports.txt").iterator();
    while (lines.hasNext()) {
      List<String> names = List.of(lines.next().substring("names\t".length()).split("\t", -1));
      int[] truth = ints(lines.next());
      int[] predicted = ints(lines.next());
      int digits = ints(lines.next())[0];
      long[][] rows = new long[names.size()][];
      for (int c = 0; c < rows.length; c++) {
        rows[c] = Arrays.stream(ints(lines.next())).asLongStream().toArray();
      }
      assertThat(lines.next()).isEqualTo("report");
      StringBuilder text = new StringBuilder();
      for (String line = lines.next(); !line.equals("end"); line = lines.next()) {
        text.append(line).append('\n');
      }
      cases.add(new Case(names, truth, predicted, digits, rows, text.toString()));
    }
    return cases;
  }

  private static int[] ints(String line) {
    return Arrays.stream(line.split(" ", -1)).skip(1).mapToInt(Integer::parseInt).toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theReportIsScikitLearnsByteForByte(Case c) {
    ConfusionMatrix matrix = ConfusionMatrix.of(c.truth, c.predicted, c.names);
    assertThat(ClassificationReport.of(matrix).text(c.digits)).isEqualTo(c.text);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theConfusionMatrixIsScikitLearns(Case c) {
    assertThat(ConfusionMatrix.of(c.truth, c.predicted, c.names).toArray()).isDeepEqualTo(c.rows);
  }

  /** From scikit-learn 1.5 on, an unused label leaves the accuracy line as it is. */
  @Test
  void aClassWithoutExamplesHasZerosAndCountsInTheMacroAverage() {
    ConfusionMatrix matrix = ConfusionMatrix.of(new int[] {0, 1}, new int[] {0, 1}, List.of("a", "b", "unused"));
    assertThat(ClassificationReport.of(matrix).text()).isEqualTo("""
                      precision    recall  f1-score   support

                   a       1.00      1.00      1.00         1
                   b       1.00      1.00      1.00         1
              unused       0.00      0.00      0.00         0

            accuracy                           1.00         2
           macro avg       0.67      0.67      0.67         2
        weighted avg       1.00      1.00      1.00         2
        """);
  }

  @Test
  void theReportOfNoExamplesIsAllZeros() {
    ClassificationReport report = ClassificationReport.of(ConfusionMatrix.of(new int[0], new int[0], 2));
    assertThat(report.accuracy()).isZero();
    assertThat(report.weightedAverage()).isEqualTo(new ClassificationReport.Row("weighted avg", 0, 0, 0, 0));
  }

  @Test
  void theReportPrintsWithTwoDigitsUnlessAsked() {
    ClassificationReport report =
        ClassificationReport.of(ConfusionMatrix.of(new int[] {0, 1, 1}, new int[] {0, 1, 0}, 2));
    assertThat(report).hasToString(report.text(2));
    assertThat(report.text()).isEqualTo(report.text(2));
    assertThat(report.text(0)).contains("accuracy                              1         3");
    assertThatIllegalArgumentException().isThrownBy(() -> report.text(-1)).withMessageContaining("got -1");
  }
}
