package dev.weft.book.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.book.pages.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The numbers in the text of chapter 11 are those of the runs in {@code docs/book/data}. */
class TrainingChapterTest {

  private static final Pattern FOUR_DIGITS = Pattern.compile("\\b0\\.\\d{4}\\b");

  private String text;
  private List<Results> results;

  @BeforeEach
  void read() throws IOException {
    text = Files.readString(Page.ROOT.resolve("docs/book/11-training.md")).replaceAll("\\s+", " ");
    results = Results.read(LearningFigures.DATA.resolve("results.csv"));
  }

  @Test
  void everyNumberOfFourDigitsIsInTheDataOrComputedFromIt() throws IOException {
    Set<String> known = new HashSet<>();
    try (Stream<Path> files = Files.list(LearningFigures.DATA)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".csv")).toList()) {
        known.addAll(List.of(Files.readString(file).split("[,\n]", -1)));
      }
    }
    known.add(digits(result("dropout-1").testAccuracy() - result("plain-1").testAccuracy()));
    known.add(digits(mean("dropout") - mean("plain")));
    known.add(digits(spread("plain")));
    known.add(digits(Math.sqrt(0.91 * 0.09 / 10_000)));
    known.add("0.0001"); // a learning rate
    known.add(digits(Paired.of(LearningTables.differences(run -> result(run).stoppedTestLoss())).mean()));
    known.add(digits(Paired.of(LearningTables.differences(run -> result(run).testLoss())).mean()));
    known.add(digits(-Paired.of(LearningTables.differences(run -> result(run).stoppedTestAccuracy())).mean()));
    String prose = text.replaceAll("```text.*?```", "");
    Matcher number = FOUR_DIGITS.matcher(prose);
    while (number.find()) {
      assertThat(known).contains(number.group());
    }
  }

  @Test
  void theTurnOfThePlainNetworkIsAsTheTextSays() throws IOException {
    Learning plain = LearningFigures.run("plain-1");
    int best = plain.bestEpoch();
    assertThat(text)
        .contains("lowest after epoch " + best + ", with " + digits(plain.validationLoss()[best - 1]))
        .contains("it rises, to " + digits(plain.validationLoss()[19]) + " in the end")
        .contains("falling to " + digits(plain.trainingLoss()[19]))
        .contains("it is " + digits(plain.validationAccuracy()[best - 1]) + " after epoch " + best + " and "
            + digits(plain.validationAccuracy()[19]) + " after epoch 20")
        .contains("its mean over the epoch is " + digits(plain.trainingLoss()[0]));
    assertThat(plain.trainingLoss()[2]).isGreaterThan(plain.validationLoss()[2]);
    assertThat(plain.trainingLoss()[3]).isLessThan(plain.validationLoss()[3]);
  }

  @Test
  void theComparisonWithDropoutIsAsTheTextSays() throws IOException {
    Results plain = result("plain-1");
    Results dropout = result("dropout-1");
    assertThat(text)
        .contains("test accuracies of " + digits(plain.testAccuracy()) + " and " + digits(dropout.testAccuracy()))
        .contains("they have " + digits(plain.trainingAccuracy()) + " and " + digits(dropout.trainingAccuracy()))
        .contains("is " + digits(plain.testLoss()) + " without and " + digits(dropout.testLoss()) + " with dropout")
        .contains("spread over " + digits(spread("plain")))
        .contains("alone, " + digits(dropout.testAccuracy() - plain.testAccuracy()))
        .contains("After the last epoch it is " + digits(mean("dropout") - mean("plain")));
    for (int seed = 1; seed <= 3; seed++) {
      assertThat(result("dropout-" + seed).testAccuracy()).isGreaterThan(result("plain-" + seed).testAccuracy());
    }
  }

  @Test
  void theFairComparisonIsAsTheTextSays() throws IOException {
    Paired loss = Paired.of(LearningTables.differences(run -> result(run).stoppedTestLoss()));
    Paired last = Paired.of(LearningTables.differences(run -> result(run).testLoss()));
    Paired accuracy = Paired.of(LearningTables.differences(run -> result(run).stoppedTestAccuracy()));
    Paired lastAccuracy = Paired.of(LearningTables.differences(run -> result(run).testAccuracy()));
    assertThat(text)
        .contains("differ by " + digits(loss.mean()) + " on the test images, with $t = " + Math.round(loss.t()) + "$")
        .contains("the difference was " + digits(last.mean()) + ", six times as large")
        .contains("The difference is " + digits(-accuracy.mean()) + " for the stopped networks, with $t = "
            + String.format(Locale.ROOT, "%.2f", accuracy.t()) + "$")
        .contains("$t = " + String.format(Locale.ROOT, "%.2f", lastAccuracy.t()) + "$ is not enough either");
    assertThat(last.mean() / loss.mean()).isBetween(5.5, 6.5);
    assertThat(loss.t()).isGreaterThan(Paired.LIMIT_OF_THREE);
    assertThat(Math.abs(lastAccuracy.t())).isLessThan(Paired.LIMIT_OF_THREE);
  }

  @Test
  void theOtherSeedsLoseALittleAccuracyAsTheTextSays() throws IOException {
    for (String run : List.of("plain-2", "plain-3")) {
      double[] accuracy = LearningFigures.run(run).validationAccuracy();
      double best = Arrays.stream(accuracy).max().orElseThrow();
      assertThat(text).contains(digits(best)).contains(digits(accuracy[accuracy.length - 1]));
    }
  }

  @Test
  void theRunsWithFewImagesAreAsTheTextSays() {
    assertThat(text).contains("test accuracies of " + digits(result("few").testAccuracy()) + " and "
        + digits(result("few-dropout").testAccuracy()));
  }

  private Results result(String run) {
    return results.stream().filter(result -> result.run().equals(run)).findFirst().orElseThrow();
  }

  private static double mean(String name) throws IOException {
    return LearningTables.statistics(name, Results::testAccuracy).getAverage();
  }

  private static double spread(String name) throws IOException {
    var accuracies = LearningTables.statistics(name, Results::testAccuracy);
    return accuracies.getMax() - accuracies.getMin();
  }

  private static String digits(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }
}
