package dev.weft.fmnist.cli;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.fmnist.cli.ReferenceNetworks.DropoutRates;
import dev.weft.layers.ExampleSource;
import dev.weft.layers.Loss;
import dev.weft.layers.Losses;
import dev.weft.layers.Sequential;
import dev.weft.layers.Workspace;

/**
 * Trains a throw-away network on nothing while the data is read, so that the JVM has compiled the kernels when the real
 * training starts: vector code is slow until then. It changes no result.
 */
final class WarmUp implements AutoCloseable {

  private static final int BATCH = 2;
  private static final int MOST_STEPS = 200;

  private volatile boolean enough;
  private volatile Throwable failure;

  private WarmUp() {}

  /** One that does nothing. */
  static WarmUp none() {
    return new WarmUp();
  }

  /** Starts in the background. */
  static WarmUp start() {
    WarmUp warmUp = new WarmUp();
    Thread.ofPlatform().daemon().name("weft-warm-up").uncaughtExceptionHandler((_, e) -> warmUp.failure = e)
        .start(warmUp::run);
    return warmUp;
  }

  private void run() {
    Sequential network = ReferenceNetworks.dropoutNetwork(0, DropoutRates.DOCUMENT);
    Loss loss = Losses.softmaxCrossEntropy();
    ExampleSource source = (slot, x, xOffset, target, targetOffset) -> target[targetOffset + slot] = 1;
    try (WorkerPool pool = new WorkerPool(1)) {
      Workspace workspace = network.trainingWorkspace(BATCH, pool);
      for (int step = 1; step <= MOST_STEPS && !enough; step++) {
        workspace.step(source, loss, BATCH, 0, step);
      }
    }
  }

  /** Ends it after its current step. If it has failed, for example because of the choice of kernels, this fails too. */
  @Override
  public void close() {
    enough = true;
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {
      }
    }
  }
}
