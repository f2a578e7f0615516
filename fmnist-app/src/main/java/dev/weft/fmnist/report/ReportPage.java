package dev.weft.fmnist.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.weft.fmnist.plot.Figure;
import dev.weft.fmnist.plot.Palette;
import dev.weft.core.io.AtomicFiles;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A report: one HTML file that needs no other and no network, and its pictures as files. */
public final class ReportPage {

  /** The name of the page's file. */
  public static final String FILE = "report.html";

  /** The name of the folder with its pictures. */
  public static final String FIGURES = "figures";

  private final String title;
  private final String subtitle;
  private final List<Highlight> highlights;
  private final List<Section> sections;

  /**
   * A number that is worth being on top.
   *
   * @param name what it is
   * @param value the number
   */
  record Highlight(String name, String value) {}

  ReportPage(String title, String subtitle, List<Highlight> highlights, List<Section> sections) {
    this.title = title;
    this.subtitle = subtitle;
    this.highlights = List.copyOf(highlights);
    this.sections = List.copyOf(sections);
  }

  /** The whole page. */
  public String html() {
    List<Map<String, Object>> numbered = new ArrayList<>();
    for (Section section : sections) {
      numbered.add(Map.of("number", numbered.size() + 1, "id", section.id(), "title", section.title(), "blocks",
          section.blocks()));
    }
    return template().execute(Map.of("title", title, "about", subtitle, "highlights", highlights, "sections", numbered,
        "palette", Palette.css()));
  }

  private static Template template() {
    try (Reader reader = new InputStreamReader(
        ReportPage.class.getResourceAsStream("report.mustache"), StandardCharsets.UTF_8)) {
      return Mustache.compiler().compile(reader);
    } catch (IOException e) {
      throw new IllegalStateException("expected a template beside this class", e);
    }
  }

  /** The page for a terminal, without pictures. */
  public String text() {
    return sections.stream().map(TextPage::of).collect(Collectors.joining("\n"));
  }

  /** What {@link #write} writes into this directory. */
  public List<Path> files(Path directory) {
    List<Path> files = new ArrayList<>(List.of(directory.resolve(FILE)));
    for (Section section : sections) {
      section.figures().forEach(figure -> files.add(figure.file(directory.resolve(FIGURES))));
    }
    return files;
  }

  /**
   * Writes {@code report.html} and the folder {@code figures}.
   *
   * @param directory an existing directory
   * @return the page's file
   * @throws IOException if that fails
   */
  public Path write(Path directory) throws IOException {
    Path pictures = Files.createDirectories(directory.resolve(FIGURES));
    for (Section section : sections) {
      for (Figure figure : section.figures()) {
        figure.write(pictures);
      }
    }
    Path page = directory.resolve(FILE);
    AtomicFiles.write(page, html());
    return page;
  }
}
