package dev.weft.book.pages;

import dev.weft.book.results.ResultFile;
import dev.weft.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes into the documents what their programs print and draw today, and what was measured last. */
public final class Refresh {

  private Refresh() {}

  /** Everything: the outputs and figures of the book, and the measured figures. */
  public static void everyPage() throws IOException {
    refresh(Page.BOOK.stream().flatMap(folder -> Page.in(folder).stream()).toList());
    measuredFigures();
  }

  /** The tables, charts and numbers that come from {@code docs/performance/results}. */
  public static void measuredFigures() throws IOException {
    refresh(Page.measured());
  }

  private static void refresh(List<Page> pages) throws IOException {
    Map<Program, Path> figures = new LinkedHashMap<>();
    for (Page page : pages) {
      AtomicFiles.write(page.file(), String.join("\n", refreshed(page)) + "\n");
      page.figures().stream().filter(figure -> !figure.program().name().isEmpty())
          .forEach(figure -> figures.put(figure.program(), figure.file().getParent()));
    }
    figures.forEach((program, folder) -> program.with(folder.toString()).run());
  }

  /** The page as it should be. */
  static List<String> refreshed(Page page) {
    Map<String, ResultFile> files = new HashMap<>();
    List<String> lines = new ArrayList<>(page.withQuantities(name -> files.computeIfAbsent(name, ResultFile::read)));
    List<Output> blocks = Stream.concat(page.outputs().stream(), page.tables().stream())
        .sorted((a, b) -> b.start() - a.start()).toList(); // from the end, so that the places of the others stay
    for (Output output : blocks) {
      if (!output.program().name().isEmpty()) {
        List<String> block = lines.subList(output.start(), output.start() + output.text().size());
        block.clear();
        block.addAll(output.program().output());
      }
    }
    return lines;
  }
}
