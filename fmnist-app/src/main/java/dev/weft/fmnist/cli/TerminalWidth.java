package dev.weft.fmnist.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * How many columns the terminal has. The progress bar's library would ask JLine, which takes the handling of Ctrl-C away
 * from the application.
 */
final class TerminalWidth {

  private static final int USUAL = 80;
  private static final int NARROWEST = 20;

  private TerminalWidth() {}

  /** The width now: {@code COLUMNS} if it is exported, else what {@code stty} says, else 80. */
  static int columns() {
    int columns = parse(System.getenv().getOrDefault("COLUMNS", ""));
    return columns >= NARROWEST ? columns : fromStty();
  }

  private static int fromStty() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"))
          .redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (var out = stty.getInputStream()) { // rows and columns
        String size = new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip();
        int columns = parse(size.substring(size.lastIndexOf(' ') + 1));
        return columns >= NARROWEST ? columns : USUAL;
      }
    } catch (IOException e) { // no such program or no such terminal
      return USUAL;
    }
  }

  private static int parse(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
