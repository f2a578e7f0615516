package dev.weft.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.book.pages.Figure;
import dev.weft.book.pages.Output;
import dev.weft.book.pages.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * What the book shows is what its programs print and draw.
 *
 * <p>{@code java -jar docs/code/target/book.jar refresh} writes outputs and figures again.
 */
class BookTest {

  private static final Path FIGURES = Page.ROOT.resolve("docs/images/book");
  private static final Pattern EXERCISE = Pattern.compile("(\\d)\\. .*");
  private static final Pattern CHAPTER_NAMED = Pattern.compile("docs/book/([\\w-]+\\.md)");

  /** Markdown takes a backslash before punctuation for itself, and an underscore behind it for emphasis. */
  private static final Pattern LOST_IN_MARKDOWN = Pattern.compile("\\\\\\p{Punct}|[^A-Za-z0-9\\s`]_");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`]*`");

  static List<Page> pages() {
    return Page.BOOK.stream().flatMap(folder -> Page.in(folder).stream()).toList();
  }

  static List<Page> chapters() {
    return Page.in(Page.BOOK.get(0)).stream().filter(page -> page.name().matches("\\d\\d-.*")).toList();
  }

  static List<Output> outputs() {
    return pages().stream().flatMap(page -> page.outputs().stream()).toList();
  }

  static List<Figure> figures() {
    return pages().stream().flatMap(page -> page.figures().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void aBlockOfTextIsWhatItsProgramPrints(Output output) {
    assertThat(output.program().name()).as("a line <!-- output: PROGRAM --> before the block").isNotEmpty();
    assertThat(output.text()).isEqualTo(output.program().output());
  }

  @ParameterizedTest
  @MethodSource("figures")
  void aFigureIsWhatItsProgramDraws(Figure figure, @TempDir Path folder) {
    assertThat(figure.program().name()).as("a line <!-- figure: PROGRAM --> before the picture").isNotEmpty();
    figure.program().with(folder.toString()).run();
    assertThat(figure.file()).hasSameBinaryContentAs(folder.resolve(figure.file().getFileName()));
  }

  @Test
  void everyFigureIsShownSomewhere() throws IOException {
    Set<Path> shown = figures().stream().map(Figure::file).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(FIGURES)) {
      assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(shown).contains(file));
    }
  }

  @ParameterizedTest
  @MethodSource("chapters")
  void theContentsPageLinksEveryChapter(Page chapter) throws IOException {
    assertThat(chapter.file().resolveSibling("README.md")).content().contains("](" + chapter.name() + ")");
  }

  @Test
  void aChapterLinksThoseBeforeAndBehindItAndTheContents() {
    List<Page> chapters = chapters();
    for (int i = 0; i < chapters.size(); i++) {
      String links = chapters.get(i).lines().get(2);
      assertThat(links).as(chapters.get(i).name()).contains("[Contents](README.md)")
          .contains(i > 0 ? "](" + chapters.get(i - 1).name() + ") · " : "")
          .contains("next: ").endsWith(i + 1 < chapters.size() ? "](" + chapters.get(i + 1).name() + ")" : ")");
    }
  }

  /** Or it cannot be read on a page whose colour is not that of the reader's system. */
  @Test
  void everyPictureOfTheDocumentsHasPaperUnderIt() throws IOException {
    try (Stream<Path> files = Files.walk(FIGURES.getParent())) {
      assertThat(files.filter(file -> file.toString().endsWith(".svg"))).isNotEmpty()
          .allSatisfy(file -> assertThat(file).content().containsPattern("<rect class=\"(weft-)?paper\""));
    }
  }

  @ParameterizedTest
  @MethodSource("chapters")
  void aChapterEndsWithThreeExercisesAndALinkToTheirAnswers(Page chapter) {
    List<String> last = chapter.section("## Exercises");
    assertThat(chapter.lines().lastIndexOf("## Exercises")).isEqualTo(chapter.lines().size() - last.size() - 1);
    assertThat(last.stream().map(EXERCISE::matcher).filter(Matcher::matches).map(m -> m.group(1)))
        .containsExactly("1", "2", "3");
    assertThat(last).anySatisfy(line -> assertThat(line).contains("](answers/" + chapter.name() + ")"));
  }

  @ParameterizedTest
  @MethodSource("chapters")
  void everyAnswerHasCodeOrOutputThatIsTested(Page chapter) throws IOException {
    Path file = chapter.file().resolveSibling("answers").resolve(chapter.name());
    Page answers = new Page(file, Files.readAllLines(file));
    for (int i = 1; i <= 3; i++) {
      assertThat(answers.section("## Exercise " + i)).as("%s, exercise %d", chapter.name(), i)
          .anyMatch(line -> line.equals("```java") || line.equals("```text"));
    }
  }

  /** GitHub reads a page as Markdown before it looks for mathematics: write a line break as {@code \\cr}, a brace in words. */
  @ParameterizedTest
  @MethodSource("pages")
  void theMathematicsSurvivesMarkdown(Page page) {
    String text = CODE.matcher(String.join("\n", page.lines())).replaceAll("");
    assertThat(LOST_IN_MARKDOWN.matcher(text).results().map(match -> match.group())).isEmpty();
    for (String paragraph : text.replaceAll("(?s)\\$\\$.*?\\$\\$", "").lines().toList()) {
      assertThat(paragraph.chars().filter(c -> c == '$').count() % 2).as(paragraph).isZero();
    }
  }

  @Test
  void everyChapterThatJavadocPointsToExists() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String module : List.of("core", "layers", "optim")) {
      try (Stream<Path> files = Files.walk(Page.ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          CHAPTER_NAMED.matcher(Files.readString(file)).results().forEach(match -> named.add(match.group(1)));
        }
      }
    }
    assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(Page.BOOK.get(0).resolve(name)).exists());
  }
}
