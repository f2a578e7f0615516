package dev.weft.optim.data;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated values: cells in double quotes may hold separators, line ends and doubled quotes
 * (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>). Empty lines are left out; space around cells without quotes too.
 */
final class Csv {

  /**
   * A row.
   *
   * @param line on which it begins, from 1
   */
  record Row(int line, List<String> cells) {}

  private final Path file;
  private final char separator;
  private final String text;
  private int at;
  private int line = 1;

  private Csv(Path file, char separator, String text) {
    this.file = file;
    this.separator = separator;
    this.text = text;
  }

  static List<Row> read(Path file, char separator) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Reader reader = Files.newBufferedReader(file)) {
      char[] part = new char[1 << 16];
      for (int n = reader.read(part); n >= 0; n = reader.read(part)) {
        text.append(part, 0, n);
      }
    }
    boolean marked = text.indexOf("\uFEFF") == 0;
    return new Csv(file, separator, marked ? text.substring(1) : text.toString()).rows();
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    while (at < text.length()) {
      int first = line;
      List<String> cells = new ArrayList<>();
      do {
        cells.add(cell());
      } while (at < text.length() && text.charAt(at++) == separator);
      if (cells.size() > 1 || !cells.getFirst().isEmpty()) {
        rows.add(new Row(first, cells));
      }
    }
    return rows;
  }

  /** Reads a cell, up to the separator or over the first character of the line's end. */
  private String cell() {
    StringBuilder cell = new StringBuilder();
    int start = at;
    while (start < text.length() && text.charAt(start) == ' ') {
      start++;
    }
    boolean quoted = start < text.length() && text.charAt(start) == '"';
    if (quoted) {
      at = start;
      quoted(cell);
    }
    while (at < text.length() && text.charAt(at) != separator && !lineEnds()) {
      if (quoted && text.charAt(at) != ' ') {
        throw new IllegalArgumentException("expected a separator behind a quoted cell in line " + line + " of " + file
            + ", got '" + text.charAt(at) + "'");
      }
      cell.append(text.charAt(at++));
    }
    return quoted ? cell.toString().stripTrailing() : cell.toString().strip();
  }

  private void quoted(StringBuilder cell) {
    int began = line;
    at++;
    while (true) {
      if (at >= text.length()) {
        throw new IllegalArgumentException("expected a closing quote for line " + began + " of " + file + ", got none");
      }
      char c = text.charAt(at++);
      if (c == '"') {
        if (at >= text.length() || text.charAt(at) != '"') {
          return;
        }
        at++;
      }
      line += c == '\n' ? 1 : 0;
      cell.append(c);
    }
  }

  /** Whether the line ends here; of two characters the first is skipped. */
  private boolean lineEnds() {
    if (text.startsWith("\r\n", at)) {
      at++;
    }
    boolean ends = text.charAt(at) == '\n' || text.charAt(at) == '\r';
    line += ends ? 1 : 0;
    return ends;
  }
}
