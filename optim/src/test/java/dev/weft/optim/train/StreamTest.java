package dev.weft.optim.train;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Losses.binaryCrossEntropy;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.optim.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Objective;
import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.data.ExampleStream;
import dev.weft.optim.data.Examples;
import dev.weft.optim.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTest {

  private static final int N = 50;

  private final List<String> events = new ArrayList<>();

  /** x = 0, 1, 2, … and y = x / 10; tells when it is opened and closed. */
  private ExampleStream numbers(int length) {
    return ExampleStream.of(N, Shape.of(1), Shape.of(1), epoch -> {
      events.add("open " + epoch);
      return new ExampleStream.Reader() {
        private int next;

        @Override
        public boolean read(float[] x, int[] xOffsets, float[] target, int targetOffset) {
          x[xOffsets[0]] = next;
          target[targetOffset] = next / 10f;
          return next++ < length;
        }

        @Override
        public void close() {
          events.add("close " + epoch);
        }
      };
    });
  }

  private static float[] order(ExampleStream stream, int epoch, int from) {
    Objective objective = Objective.of(meanSquaredError());
    float[] seen = new float[N];
    try (StreamSource source = new StreamSource(stream, stream.buffer(), objective, List.of(Shape.of(1)), 8, 3)) {
      source.startEpoch(epoch);
      for (int place = from; place < N; place += 8) {
        int count = Math.min(8, N - place);
        source.startBatch(place, count);
        for (int slot = 0; slot < count; slot++) {
          source.load(slot, seen, place + slot, new float[1], 0);
        }
      }
    }
    return seen;
  }

  @Test
  void withoutABufferTheOrderIsKept() {
    assertThat(order(numbers(N), 0, 0)).containsExactly(order(numbers(N), 1, 0)).isSorted();
  }

  @Test
  void aBufferShufflesEveryEpochAnewAndLosesNothing() {
    ExampleStream stream = numbers(N).shuffled(10);
    float[] first = order(stream, 0, 0);
    assertThat(order(stream, 0, 0)).isEqualTo(first);
    assertThat(order(stream, 1, 0)).isNotEqualTo(first);
    for (int place = 0; place < N; place++) {
      assertThat(first[place]).isLessThan(place + 10);
    }
    float[] sorted = first.clone();
    Arrays.sort(sorted);
    assertThat(sorted).isEqualTo(order(numbers(N), 0, 0)).isNotEqualTo(first);
    assertThat(order(numbers(N).shuffled(1000), 0, 0)).isNotEqualTo(first);
  }

  @Test
  void anEpochIsEnteredWhereARunWasInterrupted() {
    ExampleStream stream = numbers(N).shuffled(10);
    float[] whole = order(stream, 2, 0);
    assertThat(Arrays.copyOfRange(order(stream, 2, 16), 16, N)).isEqualTo(Arrays.copyOfRange(whole, 16, N));
  }

  private static Network network() {
    return Sequential.input(1).add(dense(1)).build(1);
  }

  private static Trainer trainer(Network network) {
    return Trainer.of(network, meanSquaredError(), sgd(1e-4f)).batchSize(8).epochs(2).threads(1);
  }

  @Test
  void aStreamIsTrainedOnToTheSameBitsByAnyNumberOfThreadsAndAfterAnInterruption() {
    Network one = network();
    History history = trainer(one).fit(numbers(N).shuffled(10));
    assertThat(history.epochs()).hasSize(2);
    assertThat(events).containsExactly("open 0", "close 0", "open 1", "close 1");
    Network three = network();
    trainer(three).threads(3).fit(numbers(N).shuffled(10));
    assertThat(three.parameters().values()).isEqualTo(one.parameters().values());
    Network resumed = network();
    List<TrainingState> states = new ArrayList<>();
    trainer(resumed).callback(new Callback() {
      @Override
      public void onStep(StepInfo step, TrainingControl run) {
        if (step.step() == 10) {
          states.add(run.state());
          run.requestStop();
        }
      }
    }).fit(numbers(N).shuffled(10));
    trainer(resumed).resume(states.getFirst()).fit(numbers(N).shuffled(10));
    assertThat(resumed.parameters().values()).isEqualTo(one.parameters().values());
  }

  @Test
  void inItsOrderItIsAsTheSameExamplesWouldBe() {
    Network network = network();
    trainer(network).epochs(1).batchSize(N).fit(numbers(N));
    Network other = network();
    Tensor x = Tensor.arange(N);
    trainer(other).epochs(1).batchSize(N).fit(Examples.of(x, x.times(0.1f)));
    assertThat(network.parameters().values()[0])
        .isCloseTo(other.parameters().values()[0], within(1e-5f));
  }

  @Test
  void aStreamIsValidatedOnInItsOrderAfterEveryEpochToTheSameNumbersAsExamples() {
    Tensor x = Tensor.arange(N);
    Examples same = Examples.of(x, x.times(0.1f));
    History history = trainer(network()).validateOn(numbers(N).shuffled(7)).metrics(Metrics.rSquared()).fit(same);
    assertThat(events).containsExactly("open 0", "close 0", "open 0", "close 0");
    History expected = trainer(network()).validateOn(same).metrics(Metrics.rSquared()).fit(same);
    for (int i = 0; i < 2; i++) {
      EpochResult.Validation validation = history.epochs().get(i).validation().orElseThrow();
      EpochResult.Validation other = expected.epochs().get(i).validation().orElseThrow();
      assertThat(validation.loss()).isCloseTo(other.loss(), within(1e-6 * other.loss()));
      assertThat(validation.metric("r_squared")).isCloseTo(other.metric("r_squared"), within(1e-6));
    }
    try (WorkerPool pool = new WorkerPool(2)) {
      Evaluator evaluator = new Evaluator(network(), meanSquaredError(), 8, pool);
      assertThat(evaluator.measure(numbers(N), Metrics.rSquared()))
          .isEqualTo(evaluator.measure(numbers(N).shuffled(9), Metrics.rSquared()));
    }
  }

  @Test
  void aStreamThatCannotBeValidatedOnIsRefused() {
    ExampleStream wide = ExampleStream.of(N, Shape.of(2), Shape.of(1), epoch -> (x, xAt, target, at) -> true);
    assertThatIllegalArgumentException().isThrownBy(() -> trainer(network()).validateOn(wide).fit(numbers(N)))
        .withMessage("expected examples of the network's input shape (1,), got (2,)");
    assertThatIllegalStateException().isThrownBy(() -> trainer(network()).validateOn(numbers(20)).fit(numbers(N)))
        .withMessage("expected a stream of 50 examples an epoch, got one of 20 in epoch 1");
    assertThat(events).endsWith("close 0", "close 0");
  }

  @Test
  void aTargetThatTheLossDoesNotTakeIsNamed() {
    ExampleStream odd = ExampleStream.of(N, Shape.of(1), Shape.of(1), epoch -> {
      int[] next = {0};
      return (x, xAt, target, at) -> {
        target[at] = next[0]++ == 7 ? 5 : 1;
        return true;
      };
    });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(network(), binaryCrossEntropy(), sgd(0.1f)).fit(odd))
        .withMessage("expected 1 or 0 for each label, got [5.0] as target of example 7 of epoch 1");
  }

  @Test
  void saysWhatIsWrongWithAStream() {
    assertThatIllegalStateException().isThrownBy(() -> trainer(network()).fit(numbers(20)))
        .withMessage("expected a stream of 50 examples an epoch, got one of 20 in epoch 1");
    assertThat(events).endsWith("close 0");
    ExampleStream bad = ExampleStream.of(N, Shape.of(1), Shape.of(1), epoch -> (x, xAt, target, at) -> {
      target[at] = Float.NaN;
      return true;
    });
    assertThatIllegalArgumentException().isThrownBy(() -> trainer(network()).fit(bad))
        .withMessage("expected finite numbers as targets, got NaN at place 0 of example 0 of epoch 1");
    ExampleStream broken = ExampleStream.of(N, Shape.of(1), Shape.of(1), epoch -> {
      throw new IOException("gone");
    });
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> trainer(network()).fit(broken))
        .withMessage("gone");
    ExampleStream wide = ExampleStream.of(N, Shape.of(2), Shape.of(1), epoch -> (x, xAt, target, at) -> true);
    assertThatIllegalArgumentException().isThrownBy(() -> trainer(network()).fit(wide))
        .withMessage("expected examples of the network's input shape (1,), got (2,)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(network()).augment(Augmentation.parse("shift 1")).fit(numbers(N)));
    assertThatIllegalArgumentException().isThrownBy(() -> numbers(N).shuffled(0))
        .withMessage("expected a buffer of 1 or more examples, got 0");
  }
}
