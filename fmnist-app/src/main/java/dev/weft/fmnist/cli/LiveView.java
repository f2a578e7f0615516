package dev.weft.fmnist.cli;

import dev.weft.fmnist.live.LivePage;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Trainer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page of {@code train --live}; without that option, nothing. */
final class LiveView implements AutoCloseable {

  /** 28 × 28 pixels. */
  static final String DEFAULT_PORT = "2828";

  private static final int HIGHEST_PORT = 65_535;

  private final Screen screen; // null: there is no page to tell of
  private final LivePage page; // null: none was asked for

  private LiveView(Screen screen, LivePage page) {
    this.screen = screen;
    this.page = page;
  }

  /** A training run. */
  interface Run {

    /** Trains, and returns the exit code. */
    int train() throws IOException;
  }

  /** No page. */
  static LiveView none() {
    return new LiveView(null, null);
  }

  /**
   * Opens the page and says where.
   *
   * @param port 0 for any that is free; null for no page
   * @throws IOException if the port cannot be had
   */
  static LiveView open(Screen screen, Integer port) throws IOException {
    if (port == null) {
      return none();
    }
    if (port < 0 || port > HIGHEST_PORT) {
      throw new UsageException("live", "a port from 0 to " + HIGHEST_PORT, port);
    }
    LivePage page = LivePage.open(port);
    screen.line("Live     " + page.address() + " (for browsers on this machine)");
    return new LiveView(screen, page);
  }

  /** Lets the page watch this training. */
  Trainer watch(Trainer trainer, TrainSettings settings, RunDirectory directory, Dataset validation,
      Interrupt interrupt) {
    if (page == null) {
      return trainer;
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Network", settings.architecture().toString());
    facts.put("Recipe", settings.recipe() + ", seed " + settings.seed());
    facts.put("Output", directory.path().toString());
    return trainer.callback(page.watch(facts, validation, interrupt::request));
  }

  /** Shows that the training has ended well. */
  void finished(String message) {
    if (page != null) {
      page.finished(message);
    }
  }

  /** Shows that the training was interrupted. */
  void stopped(String message) {
    if (page != null) {
      page.stopped(message);
    }
  }

  /**
   * Trains. Afterwards the page stays until it is closed; but not after Ctrl-C, nor when the training never began.
   *
   * @return the exit code
   */
  int during(Run run) throws IOException {
    try {
      int exitCode = run.train();
      if (page != null && (exitCode == 0 || page.stopRequested())) {
        stay();
      }
      return exitCode;
    } catch (IOException | RuntimeException | Error e) {
      if (page != null && page.watching()) {
        page.failed(Failures.message(e));
        screen.remark("Training failed: " + Failures.message(e));
        stay();
      }
      throw e;
    }
  }

  /** The signals keep their new meaning: after this the process ends, and a launching JVM may repeat Ctrl-C. */
  private void stay() {
    Signals.handle("INT", page::requestClose);
    Signals.handle("TERM", page::requestClose);
    Signals.handle("HUP", page::requestClose);
    screen.line("The page stays at " + page.address() + " until you press Ctrl-C here or Close there.");
    try {
      page.awaitClose();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (page != null) {
      page.close();
    }
  }
}
