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
 * The directory that a training run writes into. A finished run has {@link #metrics()}, an interrupted one
 * {@link #checkpoint()}.
 *
 * @param path the directory
 */
record RunDirectory(Path path) {

  private static final Path RUNS = Path.of("runs");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

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
                + (Files.exists(metrics()) ? "" : "continue with --resume, ") + "or replace it with --overwrite)");
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
    if (Files.exists(checkpoint())) {
      return;
    }
    String found = Files.exists(metrics()) ? "a finished one (" + metrics().getFileName() + " is there)"
        : Files.exists(path) ? "none (no " + checkpoint().getFileName() + ")" : "no such directory";
    throw new DataFormatException(path.toString(), "an interrupted run to resume", found);
  }
}
