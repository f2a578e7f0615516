package dev.weft.fmnist.plot;

import dev.weft.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A picture of the report. Its title is part of it, values show when the pointer rests on a mark, and it contains neither
 * script nor anything from elsewhere.
 *
 * @param name the stem of its file, such as {@code 06-baseline-accuracy}
 * @param title the heading
 * @param svg a stand-alone document, light or dark as the reader's screen is set, light on paper
 */
public record Figure(String name, String title, String svg) {

  /**
   * Checks the name, which has to serve as a file name and as a part of ids.
   *
   * @throws IllegalArgumentException unless it consists of letters, digits, dots, hyphens and underscores
   */
  public Figure {
    checkName(name);
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(svg, "svg");
  }

  static void checkName(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "expected a name of letters, digits, dots, hyphens and underscores, such as 06-accuracy, got \"" + name
              + "\"");
    }
  }

  /**
   * The picture as an element for an HTML page. Its colours are the variables of {@link Palette}, so that the page decides
   * on light and dark; where the page does not define them it is light. HTML knows the namespace without its address.
   */
  public String inline() {
    return svg.replace(Palette.standAloneStyle(), Palette.inlineStyle()).replace(Svg.NAMESPACE, "");
  }

  /**
   * Writes the stand-alone document to {@code name.svg}, replacing what was there.
   *
   * @throws IOException if that fails; an older file is then unchanged
   */
  public void write(Path directory) throws IOException {
    AtomicFiles.write(file(directory), svg);
  }

  /** The file that {@link #write} writes into this directory. */
  public Path file(Path directory) {
    return directory.resolve(name + ".svg");
  }
}
