package dev.weft.fmnist.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where a command prints.
 *
 * @param out for results
 * @param err for errors and remarks
 * @param interactive whether a person watches: lines may be rewritten
 * @param colour whether text may be coloured
 * @param verbose whether errors come with their stack trace
 */
record Screen(PrintStream out, PrintStream err, boolean interactive, boolean colour, boolean verbose) {

  private static final Path STANDARD_ERROR = Path.of("/dev/stderr"); // the JDK asks only about input and output
  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String BOLD_RED = "\u001b[1;31m";
  private static final String BOLD_YELLOW = "\u001b[1;33m";

  /**
   * The process's own: colours on a terminal, unless {@code --no-color} is among the arguments, {@code NO_COLOR} is
   * set (<a href="https://no-color.org">no-color.org</a>), or errors go to a file, which should have none.
   */
  @SuppressWarnings("SystemConsoleNull") // it is null where input or output is no terminal, again since JDK 25
  static Screen system(String... args) {
    Console console = System.console();
    boolean interactive = console != null && console.isTerminal();
    boolean colour = interactive && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
        && !System.getenv().getOrDefault("TERM", "").equals("dumb")
        && !Arrays.asList(args).contains("--no-color") && !Files.isRegularFile(STANDARD_ERROR);
    return new Screen(ResultStream.standard(), System.err, interactive, colour, wantsTrace(args));
  }

  /** A screen that is not a terminal. */
  static Screen plain(PrintStream out, PrintStream err, String... args) {
    return new Screen(out, err, false, false, wantsTrace(args));
  }

  private static boolean wantsTrace(String... args) {
    return Arrays.asList(args).contains("--verbose");
  }

  /** Why results could not be printed; null if all could, as far as is known. */
  IOException lost() {
    out.flush();
    return out instanceof ResultStream results ? results.failure() : null;
  }

  /** Whether nobody reads the results any more, as after {@code | head}. */
  boolean readerGone() {
    return out instanceof ResultStream results && results.readerGone();
  }

  /** Prints a line. */
  void line(String text) {
    out.print(text + "\n");
    out.flush();
  }

  /** Prints a formatted line. */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  void format(String format, Object... arguments) {
    line(String.format(Locale.ROOT, format, arguments));
  }

  /** The text in bold. */
  String bold(String text) {
    return coloured(BOLD, text);
  }

  private String coloured(String code, String text) {
    return colour ? code + text + RESET : text;
  }

  /** Prints lines that nobody should miss, to {@link #err} if {@code aside}. */
  void banner(List<String> lines, boolean aside) {
    PrintStream to = aside ? err : out;
    for (String line : lines) {
      to.print(coloured(BOLD_YELLOW, "*** " + line) + "\n");
    }
    to.flush();
  }

  /** Prints a remark beside the results. */
  void remark(String text) {
    err.print(text + "\n");
    err.flush();
  }

  /** Prints why something failed, on one line. */
  void error(String message) {
    err.print(coloured(BOLD_RED, "error:") + " " + message + "\n");
    err.flush();
  }
}
