package dev.weft.fmnist.live;

import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Callback;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/**
 * A page at {@code http://127.0.0.1:PORT/} that shows a training run to the browsers of this machine: curves, speed,
 * sample predictions, and a button that stops it. A page opened late gets the whole history; a slow one holds nothing
 * up.
 */
public final class LivePage implements AutoCloseable {

  private final Feed feed = new Feed();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LiveServer server;
  private State state = State.PREPARING;
  private BooleanSupplier stop = () -> false;
  private volatile boolean stopRequested;

  private enum State {
    PREPARING, TRAINING, STOPPING, FINISHED, STOPPED, FAILED
  }

  private LivePage(int port) throws IOException {
    show(State.PREPARING, "");
    server = new LiveServer(port, feed, Map.of("/stop", this::stop, "/close", this::pressClose));
  }

  /**
   * Serves a page from now on.
   *
   * @param port 0 for any that is free
   * @throws IOException if the port cannot be had
   */
  public static LivePage open(int port) throws IOException {
    return new LivePage(port);
  }

  /** Where a browser finds it. */
  public URI address() {
    return server.address();
  }

  /**
   * The callback through which the page learns of a run.
   *
   * @param facts what the page says of the run, by name
   * @param validation where the sample images are from; null for none
   * @param onStop what the stop button does; says whether the run was not stopping already
   */
  public synchronized Callback watch(Map<String, String> facts, Dataset validation, BooleanSupplier onStop) {
    stop = onStop;
    show(State.TRAINING, "");
    return new LiveRun(feed, facts, validation == null ? null : Samples.of(validation));
  }

  /** Shows that the run has ended well. */
  public void finished(String message) {
    show(State.FINISHED, message);
  }

  /** Shows that the run was interrupted. */
  public void stopped(String message) {
    show(State.STOPPED, message);
  }

  /** Shows that the run has failed. */
  public void failed(String message) {
    show(State.FAILED, message);
  }

  private synchronized void show(State now, String message) {
    state = now;
    feed.add("state", Map.of("state", now.name().toLowerCase(Locale.ROOT), "message", message));
  }

  private synchronized boolean stop() {
    if (state != State.TRAINING) {
      return false;
    }
    show(State.STOPPING, "");
    stopRequested = stop.getAsBoolean();
    return true;
  }

  /** Whether a watched run has begun, whatever came of it. */
  public synchronized boolean watching() {
    return state != State.PREPARING;
  }

  /** Whether the stop button ended the run: it was pressed, and before Ctrl-C. */
  public boolean stopRequested() {
    return stopRequested;
  }

  /** Waits until the close button is pressed, or {@link #requestClose} called. */
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  /** Does what the close button does. */
  public void requestClose() {
    closed.countDown();
  }

  private synchronized boolean pressClose() {
    boolean ended = state.compareTo(State.FINISHED) >= 0;
    if (ended) {
      requestClose();
    }
    return ended;
  }

  /** Ends the service. */
  @Override
  public void close() {
    server.close();
  }
}
