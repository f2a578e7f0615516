package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.DataFormatException;
import dev.weft.optim.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory that a training run writes into.
 *
 * @param path the directory
 * @param resuming the arguments of the command that continues the run if it is interrupted
 */
record RunDirectory(Path path, List<String> resuming) {

  /** The directory of a run of {@code train}, which takes these further options to be resumed. */
  static RunDirectory of(Path path, List<String> options) {
    List<String> words = new ArrayList<>(List.of("train", "--resume", "--out", Program.argument(path)));
    words.addAll(options);
    return new RunDirectory(path, words);
  }

  /** The command that continues the run if it is interrupted, with the kernels that it had. */
  String resume() {
    String kernels = "";
    try {
      kernels = TrainingState.load(checkpoint()).settings().getOrDefault(RunSummary.KERNELS, "");
    } catch (IOException _) { // whoever resumes will be told
    }
    return Program.line(resuming, kernels);
  }

  Path model() {
    return path.resolve("model.safetensors");
  }

  Path history() {
    return path.resolve("history.csv");
  }

  Path metrics() {
    return path.resolve("metrics.json");
  }

  Path predictions() {
    return path.resolve("predictions.csv");
  }

  Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  private Path report() {
    return path.resolve("report.html");
  }

  /** Whether there is a run that can be resumed. */
  boolean interrupted() {
    return Files.exists(checkpoint());
  }

  /** Whether there is a run that has ended. */
  boolean finished() {
    return Files.exists(metrics()) && !interrupted();
  }

  /** All that training writes here. */
  List<Path> files() {
    return List.of(metrics(), model(), checkpoint(), history(), predictions());
  }

  /** What training would replace, or what would no longer be true. */
  private List<Path> replaced() {
    List<Path> files = new ArrayList<>(files());
    files.add(report());
    return files;
  }

  /**
   * Takes the directory for a new run. What an earlier one tells of itself is deleted, so that it is not taken for this
   * one's; its model stays until there is another.
   *
   * @param overwrite whether there may be an earlier run
   * @throws DataFormatException if the directory holds a run that must stay, or files of others
   */
  void begin(OwnFolder folder, boolean overwrite) throws IOException {
    requireUsable(overwrite);
    folder.claim(files());
    folder.delete(List.of(metrics(), checkpoint(), history(), predictions(), report()));
  }

  /** Takes the directory of an interrupted run; what it has written may have come here without the mark. */
  void continueIn(OwnFolder folder) throws IOException {
    folder.adopt(HistoryFile.isOne(history()) ? List.of(checkpoint(), history()) : List.of(checkpoint()));
    folder.claim(files());
  }

  /**
   * Makes sure that a new run replaces nothing that must stay.
   *
   * @param overwrite whether it may replace an earlier run
   * @throws DataFormatException if the directory holds a run that must stay, or files of others
   */
  void requireUsable(boolean overwrite) throws IOException {
    OwnFolder.requireOwn(path, replaced());
    for (Path file : overwrite ? List.<Path>of() : replaced()) {
      if (Files.exists(file)) {
        throw new DataFormatException(path.toString(), "a directory without a run in it",
            file.getFileName() + " (choose another --out, "
                + (interrupted() ? "continue with --resume, " : "") + "or replace it with --overwrite)");
      }
    }
  }

  /**
   * Makes sure that there is a run to continue.
   *
   * @throws DataFormatException if there is none, or it is finished
   */
  void requireInterrupted() throws DataFormatException {
    if (interrupted()) {
      return;
    }
    String found = Files.exists(metrics()) ? "a finished one (" + metrics().getFileName() + " is there)"
        : Files.exists(path) ? "none (no " + checkpoint().getFileName() + ")" : "no such directory";
    throw new DataFormatException(path.toString(), "an interrupted run to resume", found);
  }
}
