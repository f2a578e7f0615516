package dev.weft.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.book.pages.Figure;
import dev.weft.book.pages.Output;
import dev.weft.book.pages.Page;
import dev.weft.book.pages.Quantity;
import dev.weft.book.results.Formula;
import dev.weft.book.results.ResultFile;
import dev.weft.book.results.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every figure about speed stands in a file of {@code docs/performance/results}, and all files are of one run.
 *
 * <p>{@code java -jar docs/code/target/book.jar refresh measured} writes tables, charts and numbers again.
 */
class MeasuredTest {

  private static final Pattern FIGURE =
      Pattern.compile("\\d(<!-- = [^>]+ -->)? (GFLOP/s|GB/s|images/s|images a second|µs|ns)(?![\\w/])");
  /** Around what benchmarks/peers/compare.py writes from docs/data. */
  private static final Pattern OTHER_BLOCK = Pattern.compile("<!-- (end of )?\\w+ (table|chart|line) -->");
  private static final Pattern DATED_ROW = Pattern.compile("\\| \\d{4}-\\d\\d-\\d\\d \\|.*");

  static List<Page> pages() {
    return Page.measured();
  }

  static List<Output> tables() {
    return pages().stream().flatMap(page -> page.tables().stream()).toList();
  }

  static List<Quantity> quantities() {
    return pages().stream().flatMap(page -> page.quantities().stream()).toList();
  }

  static List<Figure> charts() {
    return pages().stream().flatMap(page -> page.figures().stream())
        .filter(figure -> !figure.program().name().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aTableIsWhatItsProgramPrints(Output table) {
    assertThat(table.text()).isEqualTo(table.program().output());
  }

  @ParameterizedTest
  @MethodSource("charts")
  void aChartIsWhatItsProgramDraws(Figure chart, @TempDir Path folder) {
    chart.program().with(folder.toString()).run();
    assertThat(chart.file()).hasSameBinaryContentAs(folder.resolve(chart.file().getFileName()));
  }

  @Test
  void theLadderAndTheComparisonWithPyTorchAreDrawnFromTheFiles() {
    assertThat(charts()).extracting(chart -> chart.file().getFileName().toString())
        .contains("ladder.svg", "peers.svg");
  }

  @ParameterizedTest
  @MethodSource("quantities")
  void aNumberInTheTextStandsInItsFile(Quantity quantity) {
    assertThat(quantity.text()).isEqualTo(quantity.expected(ResultFile::read));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noFigureIsTyped(Page page) {
    assertThat(typed(page)).as(page.name()).isEmpty();
    String text = String.join("\n", page.lines());
    assertThat(text.split("<!-- = ", -1)).as("a number before every <!-- = FIGURE -->")
        .hasSize(page.quantities().size() + 1);
  }

  @Test
  void allFilesAreOfOneRun() throws IOException {
    Set<String> runs = new TreeSet<>();
    try (Stream<Path> files = Files.list(ResultFile.FOLDER)) {
      for (Path file : files.toList()) {
        runs.add(ResultFile.read(file.getFileName().toString().replace(".json", "")).run().id());
      }
    }
    runs.remove(""); // older than benchmarks/measure.py, or an experiment of its own
    assertThat(runs).as("runs of benchmarks/measure.py").hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void everyExperimentHasItsDate() {
    ResultFile experiments = ResultFile.read("experiments");
    assertThat(experiments.notes().keySet()).isEqualTo(experiments.figures().keySet());
    assertThat(experiments.notes())
        .allSatisfy((name, note) -> assertThat(note).as(name).matches(".*; 20\\d\\d-\\d\\d-\\d\\d"));
  }

  @Test
  void aChangedDigitIsNoticed() {
    for (Page page : pages()) {
      for (Quantity quantity : page.quantities()) {
        char last = quantity.text().charAt(quantity.text().length() - 1);
        String changed =
            quantity.text().substring(0, quantity.text().length() - 1) + (last == '9' ? '0' : (char) (last + 1));
        Quantity wrong = new Quantity(quantity.place(), changed, quantity.formula());
        assertThat(wrong.expected(ResultFile::read)).as(quantity.toString()).isNotEqualTo(changed);
      }
    }
  }

  @Test
  void aTypedFigureIsFound() {
    List<String> lines = List.of("It ran at 195 GFLOP/s.", "It ran at 195<!-- = kernels A gflops --> GFLOP/s.",
        "```", "12 ns", "```", "| 2026-11-23 | before | 6.5 µs |", "| kernel | 6.5 µs |", "<!-- table: P -->",
        "| 7 GB/s |", "<!-- end -->", "31,723 images a second");
    assertThat(typed(new Page(Path.of("page.md"), lines))).containsExactly("page.md:1: 5 GFLOP/s",
        "page.md:7: 5 µs", "page.md:11: 3 images a second");
  }

  @Test
  void aFormulaMultipliesAndDivides() {
    ResultFile file = new ResultFile("f", new ResultFile.Run("", "", "", 1, ""),
        Map.of("a b", Map.of("x", new Sample(List.of(8.0, 2.0, 4.0)))), Map.of());
    Quantity quantity = new Quantity("", "1,000.0", new Formula("f a b x * 1e3 / 2"));
    assertThat(quantity.expected(name -> file)).isEqualTo("2,000.0");
  }

  /** The figures with a unit of speed that have no source: neither in a generated table nor in a row with its date. */
  private static List<String> typed(Page page) {
    Set<Integer> generated = page.tables().stream()
        .flatMap(table -> Stream.iterate(table.start(), i -> i + 1).limit(table.text().size()))
        .collect(Collectors.toSet());
    List<String> typed = new ArrayList<>();
    boolean fenced = false;
    boolean other = false;
    for (int i = 0; i < page.lines().size(); i++) {
      String line = page.lines().get(i);
      fenced ^= line.startsWith("```");
      other ^= OTHER_BLOCK.matcher(line).matches();
      if (!fenced && !other && !generated.contains(i) && !DATED_ROW.matcher(line).matches()) {
        Matcher figure = FIGURE.matcher(line);
        while (figure.find()) {
          if (figure.group(1) == null) {
            typed.add(page.name() + ":" + (i + 1) + ": " + figure.group());
          }
        }
      }
    }
    return typed;
  }
}
