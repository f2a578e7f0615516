package dev.weft.optim.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything that is needed to continue a run to the same bits: weights, optimiser state, place in the run, history,
 * and what the callbacks remember. The arrays are shared.
 *
 * {@snippet :
 * trainer.callback(Checkpoints.to(file)).fit(training);
 * TrainingState state = TrainingState.load(file);
 * state.position().epoch(); // = 1
 * trainer.epochs(2).resume(state).fit(training);
 * }
 *
 * @param settings what decided the run so far, by name; {@link Trainer#resume} refuses a run with others
 * @param position the place in the run
 * @param values all parameters of the network
 * @param optimizer one array for each slot of the optimiser
 * @param average the averaged weights; empty if there are none
 * @param callbacks what each callback remembers, by its name
 * @param history the completed epochs
 * @param metadata the caller's own texts, by name
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large arrays, neither copied nor compared
public record TrainingState(Map<String, String> settings, Position position, float[] values, float[][] optimizer,
    float[] average, Map<String, CallbackState> callbacks, List<EpochResult> history, Map<String, String> metadata) {

  /**
   * A place between two steps.
   *
   * @param epoch the number of completed epochs
   * @param stepInEpoch the number of steps taken since
   * @param lossSum the sum of the losses of the examples since
   * @param correct how many of them were predicted right
   * @param seconds the time their steps took
   */
  public record Position(int epoch, int stepInEpoch, double lossSum, long correct, double seconds) {

    /** Where a run starts. */
    public static final Position START = new Position(0, 0, 0, 0, 0);

    /** Checks the counts. */
    public Position {
      if (epoch < 0 || stepInEpoch < 0 || correct < 0) {
        throw new IllegalArgumentException(
            "expected counts of 0 or more, got " + epoch + ", " + stepInEpoch + " and " + correct);
      }
      if (!Double.isFinite(lossSum) || !(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expected a finite sum of losses and 0 or more seconds, got " + lossSum + " and " + seconds);
      }
    }
  }

  /**
   * Keeps the maps and the list.
   *
   * @throws IllegalArgumentException if the history is not that of the completed epochs, or names of callbacks clash
   */
  public TrainingState {
    CallbackNames.requireDistinct(List.copyOf(callbacks.keySet()));
    if (history.size() != position.epoch()) {
      throw new IllegalArgumentException(
          "expected a history of " + position.epoch() + " completed epochs, got " + history.size());
    }
    for (int i = 0; i < history.size(); i++) {
      if (history.get(i).epoch() != i + 1) {
        throw new IllegalArgumentException(
            "expected epoch " + (i + 1) + " in the history, got " + history.get(i).epoch());
      }
    }
    settings = Map.copyOf(settings);
    callbacks = Map.copyOf(callbacks);
    history = List.copyOf(history);
    metadata = Map.copyOf(metadata);
  }

  /** A copy with these texts, which a saved file keeps. */
  public TrainingState withMetadata(Map<String, String> metadata) {
    return new TrainingState(settings, position, values, optimizer, average, callbacks, history, metadata);
  }

  /**
   * Replaces a file with this state, whole or not at all.
   *
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    StateFile.write(file, this);
  }

  /**
   * Reads a state that was saved.
   *
   * @throws dev.weft.core.io.ModelFormatException if the file is not a complete state
   * @throws IOException if it cannot be read
   */
  public static TrainingState load(Path file) throws IOException {
    return StateFile.read(file);
  }
}
