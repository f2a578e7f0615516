package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.DataFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command writes. */
final class OutputFile {

  private static final int LOOKED_AT = 4096;

  private OutputFile() {}

  /**
   * Makes sure that an output replaces no file but an older one of its kind.
   *
   * @param mark what such a file has near its beginning
   * @param kind what such a file is
   * @throws DataFormatException if there is another
   * @throws IOException if that cannot be found out
   */
  static void requireOwn(Path output, String mark, String kind) throws IOException {
    if (!Files.isRegularFile(output)) {
      return;
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(output)) {
      start = in.readNBytes(LOOKED_AT);
    }
    if (start.length > 0 && !new String(start, StandardCharsets.UTF_8).contains(mark)) {
      throw new DataFormatException(output.toString(), "no file yet, or " + kind + ", which is replaced",
          "another file, which stays (choose another name)");
    }
  }

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
