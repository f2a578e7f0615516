package dev.weft.core.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * File operations that an interrupt of their thread must not fail: a channel closes itself then, and all is lost.
 *
 * {@snippet :
 * byte[] all = Uninterrupted.call(() -> Files.readAllBytes(Files.writeString(file, "text"))); // though interrupted
 * }
 */
public final class Uninterrupted {

  private Uninterrupted() {}

  /** An operation that opens its channels itself and can be done again. */
  @FunctionalInterface
  public interface Operation<T> {
    /** Does it once. */
    T run() throws IOException;
  }

  /**
   * Repeats the operation until no interrupt comes in between. The thread keeps its interrupt status.
   *
   * @throws IOException what the operation throws, but for a channel closed by an interrupt
   */
  public static <T> T call(Operation<T> operation) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return operation.run();
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
