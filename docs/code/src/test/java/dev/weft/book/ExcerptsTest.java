package dev.weft.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.book.pages.Excerpt;
import dev.weft.book.pages.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The book and the chapters on performance show the code as it is, and link to what is there. */
class ExcerptsTest {

  private static final Path PERFORMANCE = Page.ROOT.resolve("docs/performance");

  static List<Page> pages() {
    return Stream.of(List.of(PERFORMANCE), Page.BOOK).flatMap(List::stream).flatMap(f -> Page.in(f).stream()).toList();
  }

  /** All pages of the documents that are to be read from here on. */
  static List<Page> linked() {
    return Stream.of(pages(), Page.in(Page.ROOT.resolve("docs"))).flatMap(List::stream).toList();
  }

  static List<Excerpt> excerpts() {
    return pages().stream().flatMap(page -> page.excerpts().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("excerpts")
  void anExcerptHasTheLinesOfTheMemberItNames(Excerpt excerpt) throws IOException {
    Path file = Page.ROOT.resolve(excerpt.file());
    assertThat(excerpt.file()).as("a line <!-- source: FILE#MEMBER --> before the block").isNotEmpty();
    assertThat(file).isRegularFile();
    assertThat(excerpt.code()).isNotEmpty();
    assertThat(excerpt.isIn(Files.readAllLines(file)))
        .as("%s is as in the source:%n%s", excerpt, String.join("\n", excerpt.code())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("linked")
  void everyMarkHasSomethingBelowIt(Page page) {
    assertThat(page.strayMarks()).isEmpty();
  }

  @Test
  void aMarkBeforeSomethingElseIsFound() {
    List<String> lines = List.of(
        "<!-- source: F.java#f -->", "```java", "int x;", "```", "<!-- output: P -->", "```text", "1", "```",
        "<!-- figure: P -->", "![x](x.svg)", "<!-- source: F.java#f -->", "", "```java", "int x;", "```",
        "<!-- output: P -->", "```java", "int x;", "```", "<!-- outputs: P -->", "```text", "1", "```",
        "<!-- figure: P -->", "", "<!-- table: P -->", "| 1 |", "<!-- end -->", "<!-- table: P -->", "1");
    assertThat(new Page(Path.of("chapter.md"), lines).strayMarks()).containsExactly(
        "chapter.md:11: <!-- source: F.java#f -->", "chapter.md:16: <!-- output: P -->",
        "chapter.md:20: <!-- outputs: P -->", "chapter.md:24: <!-- figure: P -->",
        "chapter.md:29: <!-- table: P -->");
  }

  @ParameterizedTest
  @MethodSource("linked")
  void everyLinkLeadsToAFile(Page page) {
    assertThat(page.links()).allSatisfy(link -> assertThat(link).exists());
  }

  @Test
  void theIndexOfTheChaptersOnPerformanceLinksThemAll() throws IOException {
    String index = Files.readString(PERFORMANCE.resolve("README.md"));
    for (Page page : Page.in(PERFORMANCE)) {
      assertThat(page.name().equals("README.md") || index.contains("](" + page.name() + ")")).as(page.name()).isTrue();
    }
  }

  @Test
  void aChangedLineIsNoticed() {
    List<String> source = List.of("  int f(int x) {", "    int y = x + 1;", "    return y;", "  }");
    assertThat(excerpt("f", "int y = x + 1;", "return y;").isIn(source)).isTrue();
    assertThat(excerpt("f", "int y = x + 2;", "return y;").isIn(source)).isFalse();
  }

  @Test
  void linesOfAnotherMemberAreNoticed() {
    List<String> source = List.of("  int f() {", "    return 1;", "  }", "", "  int g() {", "    return 2;", "  }");
    assertThat(excerpt("g", "return 2;").isIn(source)).isTrue();
    assertThat(excerpt("f", "return 2;").isIn(source)).isFalse();
  }

  @Test
  void aBlockWithoutAMarkIsFound() {
    Page page = new Page(Path.of("chapter.md"), List.of("text", "```java", "int x;", "```", "```text", "1", "```"));
    assertThat(page.excerpts()).singleElement().satisfies(excerpt -> assertThat(excerpt.file()).isEmpty());
    assertThat(page.outputs()).singleElement().satisfies(output -> assertThat(output.program().name()).isEmpty());
  }

  private static Excerpt excerpt(String member, String... code) {
    return new Excerpt("chapter.md:1", "F.java", member, List.of(code));
  }
}
