package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.DataFormatException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory of a study: two runs, {@code report.html}, {@code figures} and {@link #values()}.
 *
 * @param path the directory
 */
record StudyDirectory(Path path) {

  /** The run of a network. */
  RunDirectory run(Architecture architecture) {
    return new RunDirectory(path.resolve(architecture.toString()));
  }

  /** All numbers. */
  Path values() {
    return path.resolve("study.json");
  }

  /** Whether this looks like a study, finished or not, and not like a single run. */
  boolean exists() {
    return Files.exists(values()) || Files.isDirectory(run(Architecture.BASELINE).path());
  }

  /**
   * Makes sure that a new study replaces nothing.
   *
   * @throws DataFormatException if the directory holds a study or a run
   */
  void requireUnused() throws DataFormatException {
    if (exists()) {
      throw new DataFormatException(path.toString(), "a directory without a study in it",
          "one (choose another --out, continue with --resume, or replace it with --overwrite)");
    }
    new RunDirectory(path).requireUnused();
  }
}
