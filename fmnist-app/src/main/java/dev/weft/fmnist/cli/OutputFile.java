package dev.weft.fmnist.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command writes. */
final class OutputFile {

  private OutputFile() {}

  /**
   * Makes sure that an output does not take the place of an input, under whatever name.
   *
   * @param option the option with the output
   * @throws UsageException if both are the same file
   * @throws IOException if that cannot be found out
   */
  static void requireOther(String option, Path output, String input, Path read) throws IOException {
    if (Files.exists(output) && Files.exists(read) && Files.isSameFile(output, read)) {
      throw new UsageException(option, "another file than that of " + input, output);
    }
  }
}
