package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.DataFormatException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The directory that a training run writes into.
 *
 * @param path the directory
 * @param resume the command that continues the run if it is interrupted
 */
record RunDirectory(Path path, String resume) {

  private static final Path RUNS = Path.of("runs");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /** The directory of a run of {@code train}. */
  RunDirectory(Path path) {
    this(path, "train --resume --out " + path);
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

  /** Deletes what an earlier run tells of itself, so that it is not taken for the next one; its model stays until there is another. */
  void clear() throws IOException {
    for (Path file : List.of(metrics(), checkpoint(), history(), predictions(), report())) {
      Files.deleteIfExists(file);
    }
  }

  /** A directory under {@code runs} that does not exist yet, named for the time and what is in it. */
  static RunDirectory named(String content) {
    String name = LocalDateTime.now(ZoneId.systemDefault()).format(TIME) + "-" + content;
    Path path = RUNS.resolve(name);
    for (int i = 2; Files.exists(path); i++) {
      path = RUNS.resolve(name + "-" + i);
    }
    return new RunDirectory(path);
  }

  /**
   * Makes sure that a new run replaces nothing.
   *
   * @throws DataFormatException if the directory holds a run
   */
  void requireUnused() throws DataFormatException {
    for (Path file : List.of(metrics(), model(), checkpoint(), history(), predictions())) {
      if (Files.exists(file)) {
        throw new DataFormatException(path.toString(), "a directory without a run in it",
            file.getFileName() + " (choose another --out, "
                + (interrupted() ? "continue with --resume, " : "") + "or replace it with --overwrite)");
      }
    }
  }

  /**
   * Makes the directory if need be.
   *
   * @throws IOException if it cannot be made or written
   */
  void create() throws IOException {
    try {
      Files.createDirectories(path);
    } catch (FileSystemException e) {
      throw new IOException(path + ": cannot create the directory: " + Failures.reason(e), e);
    }
    if (!Files.isWritable(path)) {
      throw new DataFormatException(path.toString(), "a directory that can be written", "permission denied");
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
