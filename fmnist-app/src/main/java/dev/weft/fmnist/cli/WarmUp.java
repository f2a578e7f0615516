package dev.weft.fmnist.cli;

import dev.weft.fmnist.cli.ReferenceNetworks.DropoutRates;
import dev.weft.fmnist.data.FashionMnist;
import dev.weft.layers.Losses;
import dev.weft.layers.engine.Network;
import dev.weft.optim.Optimizers;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Trainer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Runs the kernels and trains a throw-away network on noise while the data is read, so that the JVM has compiled them
 * when the real training starts: vector code is slow until then. It changes no result.
 */
public final class WarmUp {

  /** Training starts no later than this after the application, if the data is there. */
  private static final Duration LATEST = Duration.ofMillis(1500);

  /** What is left of the time for {@link Trainer}. */
  private static final Duration FOR_TRAINER = Duration.ofMillis(200);

  private static final float LEARNING_RATE = 1e-3f;
  private static final int IMAGES = 64;
  private static final int BATCH = 16;

  private final Instant deadline = Instant.now().plus(LATEST);
  private Thread thread; // null: nothing to do
  private volatile boolean enough;
  private volatile Throwable failure;

  private WarmUp() {}

  /**
   * Reads something.
   *
   * @param <T> what is read
   */
  @FunctionalInterface
  public interface Reading<T> {

    /**
     * Reads it.
     *
     * @throws IOException if that fails
     */
    T read() throws IOException;
  }

  /** A warm-up that loads and compiles nothing. */
  static WarmUp none() {
    return new WarmUp();
  }

  /** Starts in the background. */
  public static WarmUp start() {
    WarmUp warmUp = new WarmUp();
    warmUp.thread = Thread.ofPlatform().daemon().name("weft-warm-up")
        .uncaughtExceptionHandler((_, e) -> warmUp.failure = e).start(warmUp::run);
    return warmUp;
  }

  private void run() {
    Network network = ReferenceNetworks.dropoutNetwork(0, DropoutRates.DOCUMENT);
    dev.weft.core.kernel.WarmUp.run(
        network.kernelUse(true), Math.max(0, left().minus(FOR_TRAINER).toMillis()));
    Trainer.of(network, Losses.softmaxCrossEntropy(), Optimizers.adam(LEARNING_RATE)).batchSize(BATCH).threads(1)
        .epochs(Integer.MAX_VALUE).stopWhen(() -> enough || left().isNegative()).fit(noise());
  }

  /** Images that open some units and close others, as real ones do: what runs often decides what is compiled. */
  private static Dataset noise() {
    Random random = new Random(0);
    byte[] images = new byte[IMAGES * FashionMnist.IMAGE_SHAPE.size()];
    random.nextBytes(images);
    byte[] labels = new byte[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = (byte) random.nextInt(FashionMnist.CLASS_NAMES.size());
    }
    return Dataset.of(images, FashionMnist.IMAGE_SHAPE, labels, FashionMnist.CLASS_NAMES);
  }

  private Duration left() {
    return Duration.between(Instant.now(), deadline);
  }

  /**
   * Reads, waits until the time is over, and ends the warm-up after its current step. If reading fails, this fails at
   * once. If the warm-up has failed, for example because of the choice of kernels, this fails too.
   *
   * @param <T> what is read
   * @return what was read
   * @throws IOException if it cannot be read
   */
  public <T> T during(Reading<T> reading) throws IOException {
    try {
      T read = reading.read();
      await();
      return read;
    } finally {
      enough = true;
    }
  }

  private void await() {
    if (thread == null) {
      return;
    }
    try {
      thread.join(Duration.ofMillis(Math.max(1, left().toMillis())));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {
      }
    }
  }
}
