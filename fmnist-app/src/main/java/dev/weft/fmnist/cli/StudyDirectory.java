package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.report.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory of a study: two runs, {@code report.html}, {@code figures} and {@link #values()}.
 *
 * @param path the directory
 * @param options what the command that resumes it needs besides
 */
record StudyDirectory(Path path, List<String> options) {

  /** The networks of a study, in the order of their training. */
  static final List<Architecture> NETWORKS = List.of(Architecture.BASELINE, Architecture.DROPOUT);

  /** The run of a network. */
  RunDirectory run(Architecture architecture) {
    List<String> words = new ArrayList<>(List.of("study", "--resume", "--out", Program.argument(path)));
    words.addAll(options);
    return new RunDirectory(path.resolve(architecture.toString()), words);
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

  /**
   * Makes sure that there is something to continue.
   *
   * @throws DataFormatException if there is not
   */
  void requireStarted() throws DataFormatException {
    if (runs().stream().noneMatch(run -> run.interrupted() || run.finished())) {
      throw notStarted();
    }
  }

  /** The failure for want of something to continue. */
  DataFormatException notStarted() {
    return new DataFormatException(path.toString(), "an interrupted study to resume", "none");
  }

  private List<Path> files() {
    return List.of(values(), path.resolve(ReportPage.FILE));
  }

  /**
   * Takes the directory for a new study and deletes what an earlier one tells of itself.
   *
   * @param overwrite whether there may be an earlier one
   * @throws DataFormatException if the directory holds a study or a run that must stay, or files of others
   */
  void begin(OwnFolder folder, boolean overwrite) throws IOException {
    requireUsable(overwrite);
    folder.claim(files());
    folder.delete(files());
  }

  /**
   * Makes sure that a new study replaces nothing that must stay.
   *
   * @param overwrite whether it may replace an earlier study
   * @throws DataFormatException if the directory holds a study or a run that must stay, or files of others
   */
  void requireUsable(boolean overwrite) throws IOException {
    OwnFolder.requireOwn(path, files());
    OwnFolder.requireOwn(path, figures());
    List<RunDirectory> all = new ArrayList<>(runs());
    all.add(RunDirectory.of(path, options));
    for (RunDirectory run : all) {
      run.requireUsable(true);
    }
    if (exists() && !overwrite) {
      throw new DataFormatException(path.toString(), "a directory without a study in it",
          "one (choose another --out, continue with --resume, or replace it with --overwrite)");
    }
    for (RunDirectory run : all) {
      run.requireUsable(overwrite);
    }
  }

  /** The pictures that are there. */
  private List<Path> figures() throws IOException {
    Path figures = path.resolve(ReportPage.FIGURES);
    if (!Files.isDirectory(figures)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(figures)) {
      return files.filter(file -> file.toString().endsWith(".svg")).toList();
    }
  }
}
