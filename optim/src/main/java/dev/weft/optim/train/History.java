package dev.weft.optim.train;

import java.util.List;

/**
 * The epochs of a run, those before a resumption included.
 *
 * {@snippet :
 * History history = trainer.fit(training);
 * history.end(); // = COMPLETED
 * history.last().trainingLoss();
 * }
 *
 * @param epochs the completed epochs in order
 * @param end why the run ended
 */
public record History(List<EpochResult> epochs, End end) {

  /** Why a run ended. */
  public enum End {
    /** All epochs were done. */
    COMPLETED,
    /** A callback asked for it. */
    STOPPED,
    /** The condition of {@link Trainer#stopWhen} held, or the thread was interrupted; the run can be resumed. */
    INTERRUPTED
  }

  /** Keeps the epochs. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /**
   * The last completed epoch.
   *
   * @throws IllegalStateException if there is none
   */
  public EpochResult last() {
    if (epochs.isEmpty()) {
      throw new IllegalStateException("expected a completed epoch, got none");
    }
    return epochs.getLast();
  }

  /** The epochs as comma-separated values with a header, every line ended with a line feed. */
  public String toCsv() {
    return toCsv(epochs);
  }

  static String toCsv(List<EpochResult> epochs) {
    EpochCsv form = EpochCsv.of(epochs);
    StringBuilder csv = new StringBuilder(form.header()).append('\n');
    for (EpochResult epoch : epochs) {
      csv.append(form.line(epoch)).append('\n');
    }
    return csv.toString();
  }
}
