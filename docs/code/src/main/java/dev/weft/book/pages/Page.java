package dev.weft.book.pages;

import dev.weft.book.results.Formula;
import dev.weft.book.results.ResultFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown page, and what in it comes from the tree.
 *
 * <p>A mark stands on the line before what it is about:
 *
 * <pre>
 * &lt;!-- source: FILE#MEMBER --&gt;      a block of Java: lines of this member
 * &lt;!-- output: PROGRAM ARG… --&gt;     a block of text: what this program prints
 * &lt;!-- figure: PROGRAM --&gt;          a picture: what this program draws into the folder it is given
 * &lt;!-- table: PROGRAM ARG… --&gt;      a table and its caption, up to the line &lt;!-- end --&gt;: what this program prints
 * </pre>
 *
 * <p>A number that was measured is followed by its source, on the same line: {@code 195<!-- = FILE FIGURE QUANTITY -->}; see
 * {@link dev.weft.book.results.Formula}.
 *
 * @param file where it is
 * @param lines its text
 */
public record Page(Path file, List<String> lines) {

  /** The project's folder: the nearest one above the working directory that has {@code docs/book}. */
  public static final Path ROOT = root();

  /** The folders of the book: its chapters, and the answers to their exercises. */
  public static final List<Path> BOOK = List.of(ROOT.resolve("docs/book"), ROOT.resolve("docs/book/answers"));

  private static final String END = "<!-- end -->";
  private static final Pattern MARK = Pattern.compile("<!-- (source|output|figure|table): (.+) -->");
  private static final Pattern QUANTITY = Pattern.compile("([\\d.,]*\\d)<!-- = (.+?) -->");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)[^)]*\\)");
  private static final Pattern PICTURE = Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)");

  /** The pages of one folder, in the order of their names. */
  public static List<Page> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Page> pages = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
        pages.add(read(file));
      }
      return pages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pages that have measured figures: the chapters on performance, the page on benchmarks, and the README. */
  public static List<Page> measured() {
    List<Page> pages = new ArrayList<>(in(ROOT.resolve("docs/performance")));
    pages.add(read(ROOT.resolve("docs/benchmarks.md")));
    pages.add(read(ROOT.resolve("README.md")));
    return pages;
  }

  /** One page. */
  public static Page read(Path file) {
    try {
      return new Page(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file's name. */
  public String name() {
    return file.getFileName().toString();
  }

  /** The blocks of Java. */
  public List<Excerpt> excerpts() {
    List<Excerpt> excerpts = new ArrayList<>();
    for (int i : starts("```java")) {
      String[] place = mark("source", i).split("#", 2);
      excerpts.add(new Excerpt(name() + ":" + (i + 1), place[0], place.length < 2 ? "" : place[1], block(i)));
    }
    return excerpts;
  }

  /** The blocks of text that a program printed. */
  public List<Output> outputs() {
    List<Output> outputs = new ArrayList<>();
    for (int i : starts("```text")) {
      outputs.add(new Output(name() + ":" + (i + 1), i + 1, Program.of(mark("output", i)), block(i)));
    }
    return outputs;
  }

  /** The tables that a program printed, each with its caption. */
  public List<Output> tables() {
    List<Output> tables = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher mark = MARK.matcher(lines.get(i));
      if (mark.matches() && mark.group(1).equals("table")) {
        List<String> rest = lines.subList(i + 1, lines.size());
        tables.add(new Output(name() + ":" + (i + 1), i + 1, Program.of(mark.group(2)),
            rest.subList(0, Math.max(0, rest.indexOf(END)))));
      }
    }
    return tables;
  }

  /** The measured numbers in the text. */
  public List<Quantity> quantities() {
    List<Quantity> quantities = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String place = name() + ":" + (i + 1);
      QUANTITY.matcher(lines.get(i)).results()
          .forEach(match -> quantities.add(new Quantity(place, match.group(1), new Formula(match.group(2)))));
    }
    return quantities;
  }

  /** The lines with every measured number written as its source has it now. */
  public List<String> withQuantities(Function<String, ResultFile> files) {
    return lines.stream().map(line -> QUANTITY.matcher(line).replaceAll(match -> Matcher.quoteReplacement(
        new Quantity(name(), match.group(1), new Formula(match.group(2))).expected(files)
            + match.group().substring(match.group(1).length()))))
        .toList();
  }

  /** The pictures. */
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher picture = PICTURE.matcher(lines.get(i));
      if (picture.matches()) {
        Path target = file.resolveSibling(picture.group(1)).normalize();
        figures.add(new Figure(name() + ":" + (i + 1), Program.of(mark("figure", i)), target));
      }
    }
    return figures;
  }

  /** What the page's links and pictures lead to, without those on the web. */
  public List<Path> links() {
    List<Path> links = new ArrayList<>();
    Matcher link = LINK.matcher(String.join("\n", lines));
    while (link.find()) {
      if (!link.group(1).startsWith("https://")) {
        links.add(file.resolveSibling(link.group(1)));
      }
    }
    return links;
  }

  /** The marks that do not stand before what they name, as {@code chapter.md:7: MARK}. */
  public List<String> strayMarks() {
    List<String> strays = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("<!-- ") && lines.get(i).contains(": ")
          && !standsBefore(lines.get(i), i + 1 < lines.size() ? lines.get(i + 1) : "")) {
        strays.add(name() + ":" + (i + 1) + ": " + lines.get(i));
      }
    }
    return strays;
  }

  private static boolean standsBefore(String line, String next) {
    Matcher mark = MARK.matcher(line);
    return mark.matches() && switch (mark.group(1)) {
      case "source" -> next.equals("```java");
      case "output" -> next.equals("```text");
      case "table" -> next.startsWith("| ");
      default -> PICTURE.matcher(next).matches();
    };
  }

  /** The lines of a section: what follows its heading, up to the next heading of any level. */
  public List<String> section(String heading) {
    int start = lines.indexOf(heading) + 1;
    int end = start;
    while (start > 0 && end < lines.size() && !lines.get(end).startsWith("#")) {
      end++;
    }
    return lines.subList(start, end);
  }

  @Override
  public String toString() {
    return ROOT.relativize(file.toAbsolutePath()).toString();
  }

  private List<Integer> starts(String fence) {
    return Stream.iterate(0, i -> i + 1).limit(lines.size()).filter(i -> lines.get(i).equals(fence)).toList();
  }

  /** What the mark before a line says, or nothing. */
  private String mark(String kind, int line) {
    Matcher mark = MARK.matcher(line == 0 ? "" : lines.get(line - 1));
    return mark.matches() && mark.group(1).equals(kind) ? mark.group(2) : "";
  }

  private List<String> block(int fence) {
    List<String> rest = lines.subList(fence + 1, lines.size());
    return rest.subList(0, rest.indexOf("```"));
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("docs/book"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("expected to run inside the project, got " + Path.of("").toAbsolutePath());
    }
    return folder;
  }
}
