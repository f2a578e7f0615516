package dev.weft.book.pages;

import dev.weft.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes into the book what its programs print and draw today. */
public final class Refresh {

  private Refresh() {}

  /** Every output block and every figure of the chapters and the answers. */
  public static void everyPage() throws IOException {
    Map<Program, Path> figures = new LinkedHashMap<>();
    for (Path folder : Page.BOOK) {
      for (Page page : Page.in(folder)) {
        AtomicFiles.write(page.file(), String.join("\n", refreshed(page)) + "\n");
        page.figures().forEach(figure -> figures.put(figure.program(), figure.file().getParent()));
      }
    }
    figures.forEach((program, folder) -> program.with(folder.toString()).run());
  }

  private static List<String> refreshed(Page page) {
    List<String> lines = new ArrayList<>(page.lines());
    for (Output output : page.outputs().reversed()) { // from the end, so that the places of the others stay
      if (!output.program().name().isEmpty()) {
        List<String> block = lines.subList(output.start(), output.start() + output.text().size());
        block.clear();
        block.addAll(output.program().output());
      }
    }
    return lines;
  }
}
