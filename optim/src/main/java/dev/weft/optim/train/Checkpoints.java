package dev.weft.optim.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Saves the {@link TrainingState} after every few epochs, after the last and when the run is interrupted, each time
 * replacing the file whole. {@link Trainer#resume} continues from it.
 *
 * <p>It saves after every callback has been told of the epoch, wherever it stands among them.
 *
 * {@snippet :
 * trainer.callback(Checkpoints.to(file).withEvery(5)).fit(training);
 * trainer.epochs(2).resume(TrainingState.load(file)).fit(training);
 * }
 *
 * @param file the file to replace
 * @param every the number of epochs between two saves, 1 or more
 * @param metadata texts to keep in the file
 */
public record Checkpoints(Path file, int every, Map<String, String> metadata) implements Callback {

  /** Checks the number of epochs and the texts. */
  public Checkpoints {
    Objects.requireNonNull(file, "file");
    metadata.forEach(Checkpoints::requireText);
    metadata = Map.copyOf(metadata);
    if (every < 1) {
      throw new IllegalArgumentException("expected 1 or more epochs between checkpoints, got " + every);
    }
  }

  private static void requireText(String key, String text) {
    if (key == null || text == null) {
      throw new IllegalArgumentException(
          "expected texts as metadata, got null as " + (key == null ? "a key" : "the value of '" + key + "'"));
    }
    if (key.equals(StateFile.KEY)) {
      throw new IllegalArgumentException("expected metadata without the key " + key + ", which is the file's own");
    }
  }

  /** Saves after every epoch. */
  public static Checkpoints to(Path file) {
    return new Checkpoints(file, 1, Map.of());
  }

  /** A copy that saves after every few epochs. */
  public Checkpoints withEvery(int epochs) {
    return new Checkpoints(file, epochs, metadata);
  }

  /**
   * A copy that keeps these texts in the file.
   *
   * @throws IllegalArgumentException if a key or text is null, or a key is the file's own
   */
  public Checkpoints withMetadata(Map<String, String> metadata) {
    return new Checkpoints(file, every, metadata);
  }

  @Override
  public String name() {
    return "Checkpoints to " + file;
  }

  /**
   * Saves if it is time to.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  @Override
  public void afterEpoch(EpochResult epoch, TrainingControl run) {
    if (epoch.epoch() % every == 0 || epoch.epoch() == run.epochs()) {
      save(run);
    }
  }

  /**
   * Saves an interrupted run.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  @Override
  public void onEnd(History history, TrainingControl run) {
    if (history.end() == History.End.INTERRUPTED) {
      save(run);
    }
  }

  private void save(TrainingControl run) {
    try {
      run.state().withMetadata(metadata).save(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
