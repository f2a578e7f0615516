package dev.weft.fmnist.cli;

import java.io.Serial;

/** The user asked for something that cannot be: exit code 2. The message names the option. */
final class UsageException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  /** The message reads {@code --OPTION: expected EXPECTED, got ACTUAL}. */
  UsageException(String option, String expected, Object actual) {
    super("--" + option + ": expected " + expected + ", got " + actual);
  }

  /** A value that somebody else refused, in words of the form {@code expected EXPECTED, got ACTUAL}. */
  UsageException(String option, IllegalArgumentException refusal) {
    super("--" + option + ": " + refusal.getMessage(), refusal);
  }
}
