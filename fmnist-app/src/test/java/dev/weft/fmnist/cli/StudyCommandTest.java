package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.fmnist.Browser;
import dev.weft.fmnist.data.SampleData;
import dev.weft.fmnist.study.PredictionsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One small study of the sample, looked at from all sides. */
class StudyCommandTest {

  private static final long LARGEST_PAGE = 5_000_000;
  private static final Pattern PROVENANCE = Pattern.compile("<section id=\"provenance\".*?</section>", Pattern.DOTALL);

  private static final Pattern VARYING_ROW = Pattern.compile("<tr class=\"varies\">.*?</tr>");

  @TempDir
  private static Path folder;

  private static Path data;
  private static Path out;
  private static Cli.Result result;
  private static String page;

  @BeforeAll
  static void study() throws IOException {
    data = Jar.writeSample(folder.resolve("data"));
    out = folder.resolve("study");
    result = study(out);
    page = Files.readString(out.resolve("report.html"));
  }

  private static Cli.Result study(Path directory, Object... more) {
    Object[] arguments = {"study", "--data", data, "--out", directory, "--epochs", 2, "--limit", 384, "--seed", 5};
    Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Cli.run(all);
  }

  private static String withoutProvenance(Path report) throws IOException {
    return VARYING_ROW.matcher(PROVENANCE.matcher(Files.readString(report)).replaceFirst("")).replaceAll("");
  }

  private static JsonNode numbers(Path directory) throws IOException {
    JsonNode numbers = new ObjectMapper().readTree(directory.resolve("study.json").toFile());
    ((ObjectNode) numbers).remove("provenance");
    return numbers;
  }

  /** The text of study.json up to the provenance, which comes last. */
  private static String textWithoutProvenance(Path directory) throws IOException {
    String text = Files.readString(directory.resolve("study.json"));
    return text.substring(0, text.indexOf("\"provenance\""));
  }

  @Test
  void itTrainsBothNetworksWithoutAWordOnTheErrorStream() {
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Network  baseline", "Network  dropout", "Wrote " + out.resolve("report.html"));
  }

  @Test
  void bothRunsAreOrdinaryRuns() {
    for (String run : List.of("baseline", "dropout")) {
      assertThat(out.resolve(run)).isDirectoryContaining("glob:**/model.safetensors")
          .isDirectoryContaining("glob:**/history.csv").isDirectoryContaining("glob:**/metrics.json")
          .isDirectoryContaining("glob:**/predictions.csv").isDirectoryNotContaining("glob:**/checkpoint.*");
    }
  }

  @Test
  void everyFigureOfTheDocumentIsAFile() {
    for (String figure : List.of("01-training-classes", "02-test-classes", "03-training-images", "04-test-images",
        "05-baseline-graph", "06-baseline-accuracy", "06-baseline-loss", "07-dropout-graph", "08-dropout-accuracy",
        "08-dropout-loss", "09-confusion-matrix", "10-right", "11-wrong", "confident-mistakes", "reliability")) {
      assertThat(out.resolve("figures").resolve(figure + ".svg")).isRegularFile();
    }
  }

  @Test
  void thePageHasEverySection() {
    assertThat(Pattern.compile("<section id=\"([^\"]+)\"").matcher(page).results().map(found -> found.group(1)))
        .containsExactly("data", "pre-processing", "baseline", "dropout", "comparison", "test", "confusion",
            "classification", "examples", "conclusions", "provenance");
  }

  @Test
  void thePageNeedsNothingFromElsewhere() throws IOException {
    assertThat(page).doesNotContain("<script", "<link", "@import", "<iframe");
    assertThat(Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page).results().map(found -> found.group(1)))
        .isNotEmpty().allMatch(target -> target.startsWith("#") || target.startsWith("data:image/png;base64,"));
    assertThat(Pattern.compile("url\\(([^)]*)\\)").matcher(page).results().map(found -> found.group(1)))
        .allMatch(target -> target.startsWith("#"));
    assertThat(Files.size(out.resolve("report.html"))).isLessThan(LARGEST_PAGE);
  }

  @Test
  void theComparisonTellsTheTrainingTimesOfBothRuns() throws IOException {
    Matcher row = VARYING_ROW.matcher(page);

    assertThat(row.find()).isTrue();
    assertThat(row.group()).contains("Training time in seconds", "<td class=\"number\">" + seconds("baseline"),
        "<td class=\"number\">" + seconds("dropout"));
    assertThat(row.find()).isFalse();
  }

  private static String seconds(String run) throws IOException {
    JsonNode metrics = new ObjectMapper().readTree(out.resolve(run).resolve("metrics.json").toFile());
    return "%.1f</td>".formatted(metrics.get("seconds").asDouble());
  }

  @Test
  void theClassificationReportIsTheLibrarys() throws IOException {
    var predictions = PredictionsFile.read(out.resolve("dropout").resolve("predictions.csv"),
        SampleData.load().test().classNames(), 0);

    assertThat(page).contains("<pre class=\"scroll\" tabindex=\"0\">" + predictions.report().text() + "</pre>");
  }

  @Test
  void theResultsAreThoseOfTheRun() throws IOException {
    JsonNode metrics = new ObjectMapper().readTree(out.resolve("dropout").resolve("metrics.json").toFile());
    JsonNode test = numbers(out).at("/models/dropout/test");

    assertThat(test.get("loss")).isEqualTo(metrics.get("testLoss"));
    assertThat(test.get("right")).isEqualTo(metrics.get("correct"));
    assertThat(numbers(out).get("confusionMatrix")).isEqualTo(metrics.get("confusionMatrix"));
    assertThat(page).contains("<dd>%.4f</dd>".formatted(metrics.get("testLoss").asDouble()));
  }

  /** An order that depends on the JVM would make the file differ from run to run. */
  @Test
  void theNumbersAreInAFixedOrder() throws IOException {
    JsonNode study = new ObjectMapper().readTree(out.resolve("study.json").toFile());

    assertThat(study.fieldNames()).toIterable()
        .containsExactly("data", "preProcessing", "models", "confusionMatrix", "findings", "provenance");
    assertThat(study.get("models").fieldNames()).toIterable().containsExactly("baseline", "dropout");
    for (JsonNode model : study.get("models")) {
      assertThat(model.fieldNames()).toIterable().containsExactly("training", "test");
    }
  }

  @Test
  void theSameCommandGivesTheSameNumbersWhateverTheThreads() throws IOException {
    Path again = folder.resolve("again");

    assertThat(study(again, "--threads", 1).code()).isZero();

    assertThat(textWithoutProvenance(again)).isEqualTo(textWithoutProvenance(out));
    assertThat(withoutProvenance(again.resolve("report.html")))
        .isEqualTo(withoutProvenance(out.resolve("report.html")));
  }

  @Test
  void theReportOfAStudyCanBeMadeAgain() throws IOException {
    String before = withoutProvenance(out.resolve("report.html"));
    Files.delete(out.resolve("report.html"));

    Cli.Result report = Cli.run("report", "--run", out, "--data", data);

    assertThat(report.code()).isZero();
    assertThat(withoutProvenance(out.resolve("report.html"))).isEqualTo(before);
  }

  @Test
  void aSingleRunHasAReportToo() throws IOException {
    Cli.Result report = Cli.run("report", "--run", out.resolve("baseline"), "--data", data);

    assertThat(report.err()).isEmpty();
    assertThat(out.resolve("baseline").resolve("report.html")).content()
        .contains("<section id=\"baseline\"", "train --architecture baseline").doesNotContain("id=\"comparison\"");
    assertThat(out.resolve("baseline").resolve("figures")).isDirectoryContaining("glob:**/05-baseline-graph.svg")
        .isDirectoryContaining("glob:**/06-baseline-loss.svg").isDirectoryNotContaining("glob:**/0[78]-*");
  }

  @Test
  void aResumedStudyDoesOnlyWhatIsMissing() throws IOException {
    Path parted = folder.resolve("parted");
    study(parted);
    String model = "model.safetensors";
    Path first = parted.resolve("baseline").resolve(model);
    var written = Files.getLastModifiedTime(first);
    for (String file : List.of(model, "metrics.json", "history.csv", "predictions.csv")) {
      Files.delete(parted.resolve("dropout").resolve(file));
    }

    Cli.Result resumed = Cli.run("study", "--resume", "--out", parted, "--data", data);

    assertThat(resumed.code()).isZero();
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(written);
    assertThat(parted.resolve("dropout").resolve(model))
        .hasSameBinaryContentAs(out.resolve("dropout").resolve(model));
    assertThat(study(parted, "--resume", "--split", "shuffled").err()).contains("--split: expected sklearn");
  }

  @Test
  void anEarlierStudyIsNotReplacedByAccident() {
    Cli.Result second = study(out);

    assertThat(second.code()).isEqualTo(1);
    assertThat(second.err()).hasLineCount(1).contains(out.toString(), "--overwrite");
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 400})
  void thePageFitsTheScreenWithoutAnError(int width) {
    try (Browser browser = Browser.start()) {
      browser.open(out.resolve("report.html"), width, 900);

      assertThat(browser.consoleErrors()).isEmpty();
      assertThat(browser.overflowsHorizontally()).isFalse();
      assertThat(browser.text("h1")).isEqualTo("A study of Fashion-MNIST");
      assertThat(browser.count("figure svg")).isGreaterThan(20);
    }
  }

  @Test
  void everyPictureAndTableHasANameForThoseWhoDoNotSeeIt() {
    try (Browser browser = Browser.start()) {
      browser.open(out.resolve("report.html"), 1280, 900);

      assertThat(browser.count("figure svg:not([role=img])")).isZero();
      assertThat(browser.count("table:not(:has(caption))")).isZero();
      assertThat(browser.count("tbody tr:not(:has(th[scope=row]))")).isZero();
      assertThat(browser.script("return document.querySelectorAll('[id]').length")).isEqualTo(
          browser.script("return new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"));
    }
  }
}
