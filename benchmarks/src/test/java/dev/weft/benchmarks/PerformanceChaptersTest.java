package dev.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chapters in {@code docs/performance} show the code as it is.
 *
 * <p>A line {@code <!-- source: FILE#MEMBER -->} stands before each block of Java, and the block has consecutive lines
 * of that method, field or type. Only the indentation may differ.
 */
class PerformanceChaptersTest {

  private static final Path ROOT = Path.of("..");
  private static final Path CHAPTERS = ROOT.resolve("docs/performance");
  private static final Pattern MARK = Pattern.compile("<!-- source: ([^#\\s]+)#(\\w+) -->");
  private static final String DECLARATION = "\\s*(?!return |new |throw |else )([\\w<>\\[\\],.?@]+ )+";
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");

  /** A block of Java in a chapter; file and member are empty if nothing says where it is from. */
  record Excerpt(String chapter, int line, String file, String member, List<String> code) {

    @Override
    public String toString() {
      return chapter + ":" + line + " " + file + "#" + member;
    }
  }

  private static List<Path> chapters() throws IOException {
    try (Stream<Path> files = Files.list(CHAPTERS)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static List<Excerpt> excerpts() throws IOException {
    List<Excerpt> excerpts = new ArrayList<>();
    for (Path chapter : chapters()) {
      excerpts.addAll(excerpts(chapter.getFileName().toString(), Files.readAllLines(chapter)));
    }
    return excerpts;
  }

  private static List<Excerpt> excerpts(String chapter, List<String> lines) {
    List<Excerpt> excerpts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals("```java")) {
        Matcher mark = MARK.matcher(i == 0 ? "" : lines.get(i - 1));
        boolean marked = mark.matches();
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        excerpts.add(new Excerpt(
            chapter, i + 1, marked ? mark.group(1) : "", marked ? mark.group(2) : "",
            lines.subList(i + 1, end)));
        i = end;
      }
    }
    return excerpts;
  }

  /** Whether a member of this name has these lines one after the other. */
  private static boolean shows(List<String> source, String member, List<String> code) {
    Pattern declaration = Pattern.compile(DECLARATION + member + "[ (;].*");
    for (int i = 0; i < source.size(); i++) {
      if (declaration.matcher(source.get(i)).matches()
          && Collections.indexOfSubList(stripped(source.subList(i, endOf(source, i))), stripped(code)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** One more than the last line of a declaration: its own, or that of the brace below its beginning. */
  private static int endOf(List<String> source, int declaration) {
    String first = source.get(declaration);
    if (first.endsWith(";")) {
      return declaration + 1;
    }
    String brace = " ".repeat(first.length() - first.stripLeading().length()) + "}";
    int end = source.subList(declaration, source.size()).indexOf(brace);
    return end < 0 ? source.size() : declaration + end + 1;
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(String::stripLeading).toList();
  }

  @ParameterizedTest
  @MethodSource("excerpts")
  void anExcerptHasTheLinesOfTheMemberItNames(Excerpt excerpt) throws IOException {
    Path file = ROOT.resolve(excerpt.file());
    assertThat(excerpt.file()).as("a line <!-- source: FILE#MEMBER --> before the block").isNotEmpty();
    assertThat(file).isRegularFile();
    assertThat(excerpt.code()).isNotEmpty();
    assertThat(shows(Files.readAllLines(file), excerpt.member(), excerpt.code()))
        .as("%s is as in the source:%n%s", excerpt, String.join("\n", excerpt.code())).isTrue();
  }

  @Test
  void everyMarkHasABlockBelowIt() throws IOException {
    int marks = 0;
    for (Path chapter : chapters()) {
      marks += (int) Files.readAllLines(chapter).stream().filter(line -> line.contains("<!-- source:")).count();
    }
    assertThat(excerpts()).hasSize(marks).hasSizeGreaterThan(30);
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    for (Path chapter : chapters()) {
      Matcher link = LINK.matcher(Files.readString(chapter));
      while (link.find()) {
        if (!link.group(1).startsWith("https://")) {
          assertThat(CHAPTERS.resolve(link.group(1))).as("a link in %s", chapter.getFileName()).exists();
        }
      }
    }
  }

  @Test
  void theIndexLinksEveryChapter() throws IOException {
    String index = Files.readString(CHAPTERS.resolve("README.md"));
    for (Path chapter : chapters()) {
      if (!chapter.endsWith("README.md")) {
        assertThat(index).contains("](" + chapter.getFileName() + ")");
      }
    }
  }

  @Test
  void noFigureIsLeftOpen() throws IOException {
    for (Path chapter : chapters()) {
      assertThat(Files.readString(chapter)).as(chapter.toString()).doesNotContain("TODO-FIGURE");
    }
  }

  @Test
  void aChangedLineIsNoticed() {
    List<String> source = List.of("  int f(int x) {", "    int y = x + 1;", "    return y;", "  }");
    assertThat(shows(source, "f", List.of("int y = x + 1;", "return y;"))).isTrue();
    assertThat(shows(source, "f", List.of("int y = x + 2;", "return y;"))).isFalse();
  }

  @Test
  void linesOfAnotherMemberAreNoticed() {
    List<String> source = List.of("  int f() {", "    return 1;", "  }", "", "  int g() {", "    return 2;", "  }");
    assertThat(shows(source, "g", List.of("return 2;"))).isTrue();
    assertThat(shows(source, "f", List.of("return 2;"))).isFalse();
  }

  @Test
  void aBlockWithoutAMarkIsFound() {
    List<Excerpt> found = excerpts("a chapter", List.of("text", "```java", "int x;", "```"));
    assertThat(found).singleElement().satisfies(excerpt -> assertThat(excerpt.file()).isEmpty());
  }
}
