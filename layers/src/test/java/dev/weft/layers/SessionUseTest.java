package dev.weft.layers;

import static dev.weft.layers.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.GradientSession;
import dev.weft.layers.engine.InferenceSession;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Sessions and workspaces in the wrong hands, and predictions of many examples and of none. */
class SessionUseTest {

  private static final Network NETWORK = Sequential.input(4).add(dense(300)).add(dense(3)).build(1);

  @Test
  void aSessionInTheHandsOfSeveralThreadsSaysSoAndNeverAnswersWrongly() throws InterruptedException {
    InferenceSession session = NETWORK.session(64);
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger wrong = new AtomicInteger();
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      Tensor x = Tensor.gaussian(i, 64, 4);
      Tensor expected = NETWORK.predict(x);
      threads[i] = Thread.ofPlatform().start(() -> {
        for (int round = 0; round < 2000; round++) {
          try {
            wrong.addAndGet(session.predict(x).equals(expected) ? 0 : 1);
          } catch (IllegalStateException e) {
            assertThat(e).hasMessageStartingWith("expected one thread at a time in an inference session, got Thread[");
            refused.incrementAndGet();
          }
        }
      });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).hasValue(0);
    assertThat(refused).hasPositiveValue();
  }

  @Test
  void aGradientSessionInTheHandsOfSeveralThreadsSaysSoAndNeverAnswersWrongly() throws InterruptedException {
    GradientSession session = NETWORK.gradientSession(64);
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger wrong = new AtomicInteger();
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      Tensor x = Tensor.gaussian(i, 64, 4);
      Tensor expected = session.forward(x);
      threads[i] = Thread.ofPlatform().unstarted(() -> {
        for (int round = 0; round < 1000; round++) {
          try {
            wrong.addAndGet(session.forward(x).equals(expected) ? 0 : 1);
          } catch (IllegalStateException e) {
            assertThat(e).hasMessageStartingWith("expected one thread at a time in a gradient session, got Thread[");
            refused.incrementAndGet();
          }
        }
      });
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).hasValue(0);
    assertThat(refused).hasPositiveValue();
  }

  @Test
  void aWorkspaceRefusesACallDuringAnothers() {
    try (WorkerPool pool = new WorkerPool(1)) {
      Workspace workspace = NETWORK.trainingWorkspace(1, pool);
      AtomicReference<RuntimeException> refusal = new AtomicReference<>();
      workspace.step((slot, x, xOffset, target, targetOffset) -> {
        Thread other = Thread.ofPlatform().start(() -> {
          try {
            workspace.infer((s, a, b, c, d) -> {}, null, 1);
          } catch (IllegalStateException e) {
            refusal.set(e);
          }
        });
        join(other);
      }, Losses.meanSquaredError(), 1, 0, 1);
      assertThat(refusal.get()).hasMessageContaining("one thread at a time in a workspace");
      workspace.prepare(); // free again
      assertThatIllegalStateException().isThrownBy(() -> workspace.step((slot, x, xOffset, target, targetOffset) -> {
        throw new IllegalStateException("no example");
      }, Losses.meanSquaredError(), 1, 0, 2)).withMessage("no example");
      workspace.prepare(); // and after an exception
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void manyExamplesGiveTheBitsOfEachAlone() {
    Tensor x = Tensor.gaussian(7, 1001, 4);
    float[] all = NETWORK.predict(x).toArray();
    try (InferenceSession one = NETWORK.session(1)) {
      for (int n = 0; n < 1001; n++) {
        Tensor example = Tensor.of(Arrays.copyOfRange(x.toArray(), n * 4, n * 4 + 4), 1, 4);
        assertThat(Arrays.copyOfRange(all, n * 3, n * 3 + 3)).isEqualTo(one.predict(example).toArray());
      }
    }
  }

  @Test
  void noExampleIsRefused() {
    try (InferenceSession session = NETWORK.session(5)) {
      assertThatIllegalArgumentException().isThrownBy(() -> session.predict(Tensor.zeros(0, 4)))
          .withMessage("expected at least one example to predict, got 0");
      assertThatIllegalArgumentException().isThrownBy(() -> session.predictAll(Tensor.zeros(0, 4)));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> NETWORK.predict(Tensor.zeros(0, 4)))
        .withMessage("expected at least one example to predict, got 0");
  }
}
