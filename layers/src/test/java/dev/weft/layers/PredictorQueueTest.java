package dev.weft.layers;

import static dev.weft.layers.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Predictor;
import dev.weft.layers.engine.PredictorSettings;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for whom in a predictor, seen by a layer that holds everybody up until it is opened. */
@Timeout(60)
class PredictorQueueTest {

  private static final PredictorSettings ONE = PredictorSettings.standard().withThreads(1).withBatchSize(16);

  /** Squares, once it is open; refuses what is below zero; keeps how many numbers each call had. */
  private record Gate(CountDownLatch entered, CountDownLatch open, ConcurrentLinkedQueue<Integer> calls)
      implements Elementwise {

    Gate() {
      this(new CountDownLatch(1), new CountDownLatch(1), new ConcurrentLinkedQueue<>());
    }

    @Override
    public String kind() {
      return "gate";
    }

    @Override
    public float value(float x) {
      if (x < 0) {
        throw new ArithmeticException("below zero: " + x);
      }
      return x * x;
    }

    @Override
    public float slope(float x, float y) {
      return 2 * x;
    }

    @Override
    public void values(Kernels kernels, float[] memory, int y, int x, int count) {
      calls.add(count);
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
      Elementwise.super.values(kernels, memory, y, x, count);
    }
  }

  private final Gate gate = new Gate();
  private final Network network = Sequential.input(1).add(gate).build(1);

  private static Tensor number(float x) {
    return Tensor.of(new float[] {x}, 1, 1);
  }

  private static CompletableFuture<Float> asked(Predictor predictor, float x) {
    return CompletableFuture.supplyAsync(() -> predictor.predict(number(x)).item(), Executors
        .newVirtualThreadPerTaskExecutor());
  }

  private static void awaitWaiting(Predictor predictor, int count) throws InterruptedException {
    while (predictor.waiting() != count) {
      Thread.sleep(1);
    }
  }

  @Test
  void callersWhoGatherAreComputedTogetherAndOneAloneAtOnce() throws Exception {
    try (Predictor predictor = network.predictor(ONE)) {
      List<CompletableFuture<Float>> answers = new ArrayList<>(List.of(asked(predictor, 100)));
      gate.entered.await();
      for (int i = 1; i <= 12; i++) {
        answers.add(asked(predictor, i));
      }
      awaitWaiting(predictor, 12);
      gate.open.countDown();
      assertThat(answers.removeFirst().get()).isEqualTo(10_000f);
      for (int i = 1; i <= 12; i++) {
        assertThat(answers.get(i - 1).get()).isEqualTo(i * i);
      }
      assertThat(gate.calls).containsExactly(1, 12);
    }
  }

  @Test
  void oneWhoFailsFailsAlone() throws Exception {
    try (Predictor predictor = network.predictor(ONE)) {
      CompletableFuture<Float> first = asked(predictor, 3);
      gate.entered.await();
      CompletableFuture<Tensor> before = predictor.submit(number(1));
      CompletableFuture<Float> bad = asked(predictor, -1);
      awaitWaiting(predictor, 2);
      CompletableFuture<Tensor> after = predictor.submit(number(2));
      gate.open.countDown();
      assertThat(first.get()).isEqualTo(9f);
      assertThat(before.get().item()).isEqualTo(1f);
      assertThat(after.get().item()).isEqualTo(4f);
      assertThatExceptionOfType(ExecutionException.class).isThrownBy(bad::get)
          .withCauseInstanceOf(ArithmeticException.class).withMessageContaining("below zero: -1.0");
      assertThat(predictor.predict(number(5)).item()).isEqualTo(25f); // and the thread goes on
    }
  }

  @Test
  void aFullLineRefusesAndLetsWait() throws Exception {
    try (Predictor predictor = network.predictor(ONE.withQueue(4))) {
      CompletableFuture<Float> first = asked(predictor, 3);
      gate.entered.await();
      CompletableFuture<Tensor> four = predictor.submit(Tensor.of(new float[] {1, 2, 3, 4}, 4, 1));
      assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> predictor.submit(number(5)))
          .withMessage("expected at most 4 examples that wait, got 1 more than the 4 that do");
      CompletableFuture<Float> patient = asked(predictor, 6);
      Thread.sleep(20);
      assertThat(predictor.waiting()).isEqualTo(4);
      gate.open.countDown();
      assertThat(first.get()).isEqualTo(9f);
      assertThat(four.get().toArray()).containsExactly(1, 4, 9, 16);
      assertThat(patient.get()).isEqualTo(36f);
      Tensor many = Tensor.arange(1000).reshape(1000, 1); // larger than the line, alone
      assertThat(predictor.submit(many).get()).isEqualTo(many.times(many));
    }
  }

  @Test
  void closingComputesWhatWaitsAndRefusesWhatComes() throws Exception {
    Predictor predictor = network.predictor(ONE.withQueue(2));
    CompletableFuture<Float> first = asked(predictor, 3);
    gate.entered.await();
    CompletableFuture<Tensor> waiting = predictor.submit(Tensor.of(new float[] {4, 5}, 2, 1));
    CompletableFuture<Float> outside = asked(predictor, 6);
    Thread.sleep(20);
    Thread closing = Thread.ofPlatform().start(predictor::close);
    assertThatExceptionOfType(ExecutionException.class).isThrownBy(outside::get)
        .withCauseInstanceOf(IllegalStateException.class)
        .withMessageContaining("expected an open predictor, got one that has been closed");
    assertThat(closing.isAlive()).isTrue();
    gate.open.countDown();
    assertThat(first.get()).isEqualTo(9f);
    assertThat(waiting.get().toArray()).containsExactly(16, 25);
    closing.join();
    predictor.close();
    assertThatIllegalStateException().isThrownBy(() -> predictor.predict(number(1)));
    assertThatIllegalStateException().isThrownBy(() -> predictor.submit(number(1)));
    assertThatIllegalStateException().isThrownBy(predictor::refresh);
  }

  @Test
  void anInterruptStaysPendingAndTheAnswerComes() throws Exception {
    try (Predictor predictor = network.predictor(ONE)) {
      CompletableFuture<Float> first = asked(predictor, 3);
      gate.entered.await();
      CompletableFuture<Boolean> pending = new CompletableFuture<>();
      Thread caller = Thread.ofPlatform().start(
          () -> pending.complete(predictor.predict(number(2)).item() == 4 && Thread.currentThread().isInterrupted()));
      awaitWaiting(predictor, 1);
      caller.interrupt();
      gate.open.countDown();
      assertThat(pending.get(20, TimeUnit.SECONDS)).isTrue();
      assertThat(first.get()).isEqualTo(9f);
    }
  }

  @Test
  void aRefreshWaitsForWhatIsBeingComputed() throws Exception {
    try (Predictor predictor = network.predictor(ONE)) {
      CompletableFuture<Float> first = asked(predictor, 3);
      gate.entered.await();
      Thread refreshing = Thread.ofPlatform().start(predictor::refresh);
      CompletableFuture<Float> later = asked(predictor, 4);
      Thread.sleep(20);
      assertThat(refreshing.isAlive()).isTrue();
      gate.open.countDown();
      refreshing.join();
      assertThat(first.get()).isEqualTo(9f);
      assertThat(later.get()).isEqualTo(16f);
    }
  }

  @Test
  void threadsOfAForgottenPredictorEnd() throws InterruptedException {
    Network small = Sequential.input(2).add(dense(2)).build(1);
    WeakReference<Predictor> forgotten = new WeakReference<>(small.predictor(ONE));
    while (forgotten.get() != null || predictorThreads() > 0) {
      System.gc();
      Thread.sleep(5);
    }
  }

  private static long predictorThreads() {
    return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("weft-predictor-")).count();
  }
}
