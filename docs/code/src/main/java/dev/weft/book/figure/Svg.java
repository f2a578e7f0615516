package dev.weft.book.figure;

import dev.weft.core.io.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A drawing on paper of its own, which is light or dark with its lines and text, as the reader's theme is. So it can be read
 * on a page of any colour.
 *
 * <p>Kinds of cells: {@code cell} is empty; {@code a}, {@code b} and {@code c} are blue, orange and green; {@code pad} is
 * dashed. Kinds of text: {@code label}, {@code note} (grey), {@code on} (on a coloured cell), {@code head} (bold). Kinds of
 * lines: {@code line}, {@code back} (orange), {@code level} (thin and grey), {@code way} (blue).
 */
public final class Svg {

  private static final int MARGIN = 12;

  private static final String STYLE = """
      .paper { fill: #ffffff }
      text { font: 14px system-ui, sans-serif; fill: #1f2328 }
      .head { font-weight: 600 }
      .note { font-size: 13px; fill: #59636e }
      .on { fill: #1f2328 }
      .cell { fill: none; stroke: #8c959f }
      .pad { fill: none; stroke: #8c959f; stroke-dasharray: 3 3 }
      .frame { fill: none; stroke: #1f2328; stroke-width: 3 }
      .a { fill: #8ccbf2; stroke: #59636e }
      .b { fill: #f2bd57; stroke: #59636e }
      .c { fill: #7fd1b0; stroke: #59636e }
      .line { fill: none; stroke: #59636e; stroke-width: 1.5 }
      .back { fill: none; stroke: #c4590a; stroke-width: 1.5 }
      .gradient { fill: #b04d06 }
      .level { fill: none; stroke: #8c959f; stroke-width: 1; opacity: 0.7 }
      .way { fill: none; stroke: #0072b2; stroke-width: 1.5; stroke-linejoin: round }
      .step { fill: #0072b2 }
      @media (prefers-color-scheme: dark) {
        .paper { fill: #0d1117 }
        text { fill: #e6edf3 }
        .note { fill: #9aa4b0 }
        .on { fill: #1f2328 }
        .frame { stroke: #e6edf3 }
        .line { stroke: #9aa4b0 }
        .back { stroke: #f2bd57 }
        .gradient { fill: #f2bd57 }
        .way { stroke: #56b4e9 }
        .step { fill: #56b4e9 }
      }
      """;

  private final int width;
  private final int height;
  private final String title;
  private final StringBuilder body = new StringBuilder();

  /** An empty drawing of this size, around which there is a margin; the title is read to those who do not see it. */
  public Svg(int width, int height, String title) {
    this.width = width;
    this.height = height;
    this.title = title;
  }

  /** A rectangle. */
  public Svg cell(String kind, int x, int y, int width, int height) {
    return add("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", kind, x, y, width, height);
  }

  /** A circle. */
  public Svg circle(String kind, int x, int y, int radius) {
    return add("<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", kind, x, y, radius);
  }

  /** Straight lines from point to point. */
  public Svg polyline(String kind, double[] x, double[] y) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      points.append(String.format(Locale.ROOT, i == 0 ? "%.1f,%.1f" : " %.1f,%.1f", x[i], y[i]));
    }
    return add("<polyline class=\"%s\" points=\"%s\"/>", kind, points);
  }

  /** A text that starts at x. */
  public Svg text(String kind, int x, int y, String text) {
    return add("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>", kind, x, y, escape(text));
  }

  /** A text with its middle at x. */
  public Svg centred(String kind, int x, int y, String text) {
    return add("<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>", kind, x, y, escape(text));
  }

  /** A line with a head at its end. */
  public Svg arrow(String kind, int x1, int y1, int x2, int y2) {
    double angle = StrictMath.atan2(y2 - y1, x2 - x1);
    return add("<path class=\"%s\" d=\"M%d %dL%d %dM%sL%d %dL%s\"/>", kind, x1, y1, x2, y2, barb(x2, y2, angle + 0.4),
        x2, y2, barb(x2, y2, angle - 0.4));
  }

  private static String barb(int x, int y, double angle) {
    return String.format(Locale.ROOT, "%.1f %.1f", x - 9 * StrictMath.cos(angle), y - 9 * StrictMath.sin(angle));
  }

  /** A grid of cells, each with its kind and its text; an empty text is left out. */
  public Svg grid(int x, int y, int size, int rows, int columns, Cells kinds, Cells texts) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        String kind = kinds.at(i, j);
        cell(kind, x + j * size, y + i * size, size, size);
        if (!texts.at(i, j).isEmpty()) {
          String text = kind.equals("cell") || kind.equals("pad") ? "label" : "on";
          centred(text, x + j * size + size / 2, y + i * size + size / 2 + 5, texts.at(i, j));
        }
      }
    }
    return this;
  }

  /** What the cell in row i and column j of a grid has: its kind, or its text. */
  public interface Cells {

    /** The value of one cell. */
    String at(int i, int j);
  }

  /** Writes the drawing into a folder. */
  public void write(String folder, String name) {
    try {
      AtomicFiles.write(Path.of(folder, name), toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, """
        <svg xmlns="http://www.w3.org/2000/svg" role="img" width="%d" height="%d" viewBox="%d %d %d %d">
        <title>%s</title>
        <style>
        %s</style>
        <rect class="paper" x="%d" y="%d" width="%d" height="%d"/>
        %s</svg>
        """, width + 2 * MARGIN, height + 2 * MARGIN, -MARGIN, -MARGIN, width + 2 * MARGIN, height + 2 * MARGIN,
        escape(title), STYLE, -MARGIN, -MARGIN, width + 2 * MARGIN, height + 2 * MARGIN, body);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library of its own
  private Svg add(String format, Object... values) {
    body.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
