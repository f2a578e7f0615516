package dev.weft.optim.train;

import dev.weft.core.io.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Writes the completed epochs as comma-separated values, {@link EpochResult#csvHeader} first. The file is replaced
 * whole after every epoch, and holds the epochs before a resumption too.
 *
 * {@snippet :
 * trainer.callback(new CsvHistory(file)).fit(training); // a line for each epoch
 * }
 *
 * @param file the file to replace
 */
public record CsvHistory(Path file) implements Callback {

  /** Refuses null. */
  public CsvHistory {
    Objects.requireNonNull(file, "file");
  }

  @Override
  public String name() {
    return "CsvHistory in " + file;
  }

  /**
   * Rewrites the file.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public void onEpoch(EpochResult epoch, TrainingControl run) {
    try {
      AtomicFiles.write(file, History.toCsv(run.history()));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
