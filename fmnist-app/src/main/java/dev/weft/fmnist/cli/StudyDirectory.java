package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.DataFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory of a study: two runs, {@code report.html}, {@code figures} and {@link #values()}.
 *
 * @param path the directory
 */
record StudyDirectory(Path path) {

  /** The networks of a study, in the order of their training. */
  static final List<Architecture> NETWORKS = List.of(Architecture.BASELINE, Architecture.DROPOUT);

  /** The run of a network. */
  RunDirectory run(Architecture architecture) {
    return new RunDirectory(path.resolve(architecture.toString()), "study --resume --out " + path);
  }

  /** The runs of all networks. */
  List<RunDirectory> runs() {
    return NETWORKS.stream().map(this::run).toList();
  }

  /** All numbers. */
  Path values() {
    return path.resolve("study.json");
  }

  /** Whether this looks like a study, finished or not, and not like a single run. */
  boolean exists() {
    return Files.exists(values()) || runs().stream().anyMatch(run -> run.interrupted() || run.finished());
  }

  /** Deletes the files of an earlier study, so that none of them is taken for one of the next. */
  void clear() throws IOException {
    Files.deleteIfExists(values());
    Files.deleteIfExists(path.resolve("report.html"));
    for (RunDirectory run : runs()) {
      run.clear();
    }
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
