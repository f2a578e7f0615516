package dev.weft.optim.train;

import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One fit after another, two at once, on any thread, and until it is interrupted. */
@Timeout(120)
class SecondFitTest {

  private static final Dataset TRAINING = Blobs.images(200, 1);
  private static final Dataset VALIDATION = Blobs.images(50, 2);

  private static Trainer trainer(Network network) {
    return Trainer.of(network, softmaxCrossEntropy(), adam(0.01f)).batchSize(32).epochs(3).threads(2).seed(7);
  }

  private static float[] trained(int epochs) {
    Network network = Blobs.network();
    trainer(network).epochs(epochs).fit(TRAINING);
    return network.parameters().values();
  }

  @Test
  void aSecondFitStartsAfreshFromTheWeightsThatTheFirstOneLeft() {
    Network network = Blobs.network();
    Trainer trainer = trainer(network);
    History first = trainer.fit(TRAINING);
    Network copy = network.copy();
    History second = trainer.fit(TRAINING);
    trainer(copy).fit(TRAINING);
    assertThat(network.parameters().values()).isEqualTo(copy.parameters().values());
    assertThat(second.epochs()).extracting(EpochResult::epoch).containsExactly(1, 2, 3);
    assertThat(second.last().trainingLoss()).isLessThan(first.last().trainingLoss());
    assertThat(network.parameters().values()).isNotEqualTo(trained(6));
  }

  @Test
  void aSecondFitGoesOnFromTheLastStateToTheBitsOfOne() {
    Network whole = Blobs.network();
    Network parts = Blobs.network();
    LastState last = new LastState();
    Trainer all = trainer(whole).epochs(7).averageWeights(0.9).validateOn(VALIDATION)
        .callback(EarlyStopping.patience(5));
    History expected = all.fit(TRAINING);
    Trainer some = trainer(parts).averageWeights(0.9).validateOn(VALIDATION).callback(EarlyStopping.patience(5))
        .callback(last);
    some.epochs(2).fit(TRAINING);
    some.epochs(3).resume(last.get()).fit(TRAINING);
    History history = some.epochs(7).resume(last.get()).fit(TRAINING);
    assertThat(parts.parameters().values()).isEqualTo(whole.parameters().values());
    assertThat(history.epochs()).extracting(EpochResult::trainingLoss)
        .isEqualTo(expected.epochs().stream().map(EpochResult::trainingLoss).toList());
  }

  @Test
  void theLastStateIsThereAfterEveryRunAndNotBefore() {
    LastState last = new LastState();
    assertThatIllegalStateException().isThrownBy(last::get)
        .withMessage("expected a run before its state is asked for, got none");
    Trainer trainer = trainer(Blobs.network()).callback(last);
    trainer.epochs(1).fit(TRAINING);
    trainer.epochs(1).resume(last.get()).fit(TRAINING); // nothing is left to do
    assertThat(last.get().position().epoch()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(Blobs.network()).batchSize(31).resume(last.get()).fit(TRAINING))
        .withMessageContaining("batchSize");
  }

  /** Stops in its first step until it is told to go on. */
  private static final class Hold implements Callback {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    @Override
    public void onStep(StepInfo step, TrainingControl run) {
      entered.countDown();
      boolean interrupted = false;
      while (open.getCount() > 0) {
        try {
          open.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void theParametersOfARunningFitAreRefusedToAnotherOne() throws Exception {
    Network network = Blobs.network();
    Hold hold = new Hold();
    FutureTask<History> running = new FutureTask<>(() -> trainer(network).callback(hold).fit(TRAINING));
    Thread.ofPlatform().start(running);
    hold.entered.await();
    for (Network same : List.of(network, network.withoutFusion(), network.upTo("dense_1"))) {
      assertThatIllegalStateException().isThrownBy(() -> trainer(same).fit(TRAINING)).withMessage("expected a network"
          + " that no other fit trains, got one during another fit of its parameters; train a copy()");
    }
    Network copy = network.copy();
    trainer(copy).fit(TRAINING);
    hold.open.countDown();
    assertThat(running.get().end()).isEqualTo(History.End.COMPLETED);
    assertThat(network.parameters().values()).isEqualTo(trained(3));
    trainer(network).fit(TRAINING);
  }

  @Test
  void aFitThatFailsLeavesItsNetworkFree() {
    Network network = Blobs.network();
    Callback failing = new Callback() {
      @Override
      public void onStep(StepInfo step, TrainingControl run) {
        throw new IllegalStateException("no more");
      }
    };
    assertThatIllegalStateException().isThrownBy(() -> trainer(network).callback(failing).fit(TRAINING))
        .withMessage("no more");
    assertThat(trainer(network).fit(TRAINING).end()).isEqualTo(History.End.COMPLETED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptFromAnotherThreadEndsTheRunCleanlyAndItGoesOnToTheSameBits(boolean virtual) throws Exception {
    Network network = Blobs.network();
    LastState last = new LastState();
    Hold hold = new Hold();
    FutureTask<Boolean> running = new FutureTask<>(() -> {
      History history = trainer(network).callback(last).callback(hold).fit(TRAINING);
      return history.end() == History.End.INTERRUPTED && Thread.currentThread().isInterrupted();
    });
    Thread thread = virtual ? Thread.ofVirtual().start(running) : Thread.ofPlatform().start(running);
    hold.entered.await();
    thread.interrupt();
    hold.open.countDown();
    assertThat(running.get(60, TimeUnit.SECONDS)).isTrue();
    assertThat(last.get().position().stepInEpoch()).isEqualTo(1);
    trainer(network).resume(last.get()).fit(TRAINING);
    assertThat(network.parameters().values()).isEqualTo(trained(3));
  }

  @Test
  void manyVirtualThreadsTrainANetworkEachToTheSameBits() throws Exception {
    float[] expected = trained(3);
    Callable<float[]> training = () -> trained(3);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<float[]> result : threads.invokeAll(List.of(training, training, training, training))) {
        assertThat(result.get()).isEqualTo(expected);
      }
    }
  }
}
