package dev.weft.optim.train;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.Optimizers.adamW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.optim.GradientClipping;
import dev.weft.optim.Schedules;
import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {

  private static final Dataset TRAINING = Blobs.images(200, 1);
  private static final Dataset VALIDATION = Blobs.images(50, 2);

  static Trainer trainer(Network network) {
    return Trainer.of(network, softmaxCrossEntropy(), adam(0.01f)).batchSize(32).epochs(3).threads(1).seed(7);
  }

  @Test
  void learnsASimpleTask() {
    History history = trainer(Blobs.network()).epochs(10).validateOn(VALIDATION).fit(TRAINING);
    assertThat(history.end()).isEqualTo(History.End.COMPLETED);
    assertThat(history.epochs()).hasSize(10);
    assertThat(history.last().validationAccuracy()).isGreaterThan(0.9);
    assertThat(history.last().validationLoss()).isLessThan(history.epochs().getFirst().validationLoss());
    assertThat(history.last().trainingAccuracy()).isGreaterThan(0.9);
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit() {
    List<float[]> weights = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (int threads : new int[] {1, 2, 5}) {
      Network network = Blobs.network();
      History history = trainer(network).threads(threads).augment(Augmentation.parse("flip, shift 1, cutout 8"))
          .clip(GradientClipping.byGlobalNorm(0.5f)).averageWeights(0.9).validateOn(VALIDATION).fit(TRAINING);
      weights.add(network.parameters().values().clone());
      losses.add(history.last().trainingLoss() + history.last().validationLoss());
    }
    assertThat(weights.get(1)).isEqualTo(weights.get(0));
    assertThat(weights.get(2)).isEqualTo(weights.get(0));
    assertThat(losses).containsOnly(losses.getFirst());
  }

  @Test
  void theSeedChangesTheRun() {
    Network a = Blobs.network();
    Network b = Blobs.network();
    trainer(a).fit(TRAINING);
    trainer(b).seed(8).fit(TRAINING);
    assertThat(a.parameters().values()).isNotEqualTo(b.parameters().values());
  }

  @Test
  void everyEpochVisitsEveryExampleOnceInANewOrder() {
    BatchSource source = new BatchSource(TRAINING, Augmentation.none(), 3);
    List<int[]> orders = new ArrayList<>();
    for (int epoch = 0; epoch < 2; epoch++) {
      source.startEpoch(epoch);
      int[] labels = new int[TRAINING.size()];
      for (int i = 0; i < labels.length; i++) {
        source.startBatch(i, 1);
        labels[i] = TRAINING.label(source.example(0));
      }
      orders.add(labels);
      int[] counts = new int[3];
      Arrays.stream(labels).forEach(label -> counts[label]++);
      assertThat(counts).isEqualTo(TRAINING.classCounts());
    }
    assertThat(orders.get(0)).isNotEqualTo(orders.get(1)).isNotEqualTo(TRAINING.labels());
  }

  @Test
  void callbacksSeeEveryStepAndEpoch() {
    List<String> events = new ArrayList<>();
    trainer(Blobs.network()).epochs(2).batchSize(150).validateOn(VALIDATION).callback(new Callback() {
      @Override
      public void onStart(TrainingControl run) {
        events.add("start of " + run.epochs() + " × " + run.stepsPerEpoch());
      }

      @Override
      public void onStep(StepInfo step, TrainingControl run) {
        events.add("step " + step.step() + ": " + step.epoch() + "." + step.stepInEpoch() + ", " + step.examples());
        assertThat(step.epochLoss()).isPositive();
        assertThat(step.epochAccuracy()).isBetween(0.0, 1.0);
        assertThat(step.seconds()).isPositive();
      }

      @Override
      public void onEpoch(EpochResult epoch, TrainingControl run) {
        events.add("epoch " + epoch.epoch() + ", " + run.history().size());
        assertThat(epoch.imagesPerSecond()).isPositive();
      }

      @Override
      public void onEnd(History history, TrainingControl run) {
        events.add("end: " + history.end());
      }
    }).fit(TRAINING);
    assertThat(events).containsExactly("start of 2 × 2", "step 1: 1.1, 150", "step 2: 1.2, 200", "epoch 1, 1",
        "step 3: 2.1, 150", "step 4: 2.2, 200", "epoch 2, 2", "end: COMPLETED");
  }

  @Test
  void theScheduleSetsTheRateOfEveryStep() {
    List<Float> rates = new ArrayList<>();
    History history = trainer(Blobs.network()).epochs(2).batchSize(100).schedule(Schedules.step(3, 0.5))
        .callback(new Callback() {
          @Override
          public void onStep(StepInfo step, TrainingControl run) {
            rates.add(step.learningRate());
          }
        }).fit(TRAINING);
    assertThat(rates).containsExactly(0.01f, 0.01f, 0.01f, 0.005f);
    assertThat(history.last().learningRate()).isEqualTo(0.005f);
  }

  @Test
  void withoutValidationDataThereAreNoResultsOfIt() {
    EpochResult epoch = trainer(Blobs.network()).epochs(1).fit(TRAINING).last();
    assertThat(epoch.validation()).isEmpty();
    assertThatIllegalStateException().isThrownBy(epoch::validationLoss).withMessageContaining("validateOn");
    assertThatIllegalStateException().isThrownBy(epoch::validationAccuracy).withMessageContaining("validateOn");
  }

  @Test
  void theNetworkEndsWithTheAverageOfItsWeights() {
    Network network = Blobs.network();
    float[] average = Arrays.copyOf(network.parameters().values(), network.parameters().trainable());
    trainer(network).epochs(2).averageWeights(0.5).validateOn(VALIDATION).callback(new Callback() {
      @Override
      public void onStep(StepInfo step, TrainingControl run) {
        float gain = (float) (1 - Math.min(0.5, (1.0 + step.step()) / (10 + step.step())));
        float[] weights = run.network().parameters().values();
        for (int i = 0; i < average.length; i++) {
          average[i] += gain * (weights[i] - average[i]);
        }
      }

      @Override
      public void onEpoch(EpochResult epoch, TrainingControl run) {
        assertThat(Arrays.copyOf(run.network().parameters().values(), average.length)).isEqualTo(average);
      }
    }).fit(TRAINING);
    assertThat(Arrays.copyOf(network.parameters().values(), average.length)).isEqualTo(average);
  }

  @Test
  void aCallbackCanStopAfterAStep() {
    History history = trainer(Blobs.network()).callback(new Callback() {
      @Override
      public void onStep(StepInfo step, TrainingControl run) {
        assertThat(step.step()).isLessThanOrEqualTo(9);
        if (step.step() == 9) {
          run.requestStop();
        }
      }
    }).fit(TRAINING);
    assertThat(history.end()).isEqualTo(History.End.STOPPED);
    assertThat(history.epochs()).hasSize(1);
  }

  /** A callback of a name, which remembers nothing. */
  private record Named(String name) implements Callback {}

  @ParameterizedTest
  @CsvSource({"A,A", "A,A/x", "A/x,A", "a/b,a/b/c"})
  void callbacksWhoseNamesClashAreRefusedBeforeTheFirstStep(String first, String second) {
    Trainer trainer = trainer(Blobs.network()).stopWhen(() -> {
      throw new AssertionError("a step was taken");
    });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.callback(new Named(first)).callback(new Named("B")).callback(new Named(second))
            .fit(TRAINING))
        .withMessageContaining("'" + first + "' and '" + second + "'").withMessageContaining("EarlyStopping.named");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.callback(new Named(" ")).fit(TRAINING))
        .withMessageContaining("a name of every callback");
  }

  @Test
  void callbacksOfDifferentClassesFilesAndNamesGoTogether() {
    Callback first = new Callback() {};
    Callback second = new Callback() {};
    assertThat(first.name()).isNotEqualTo(second.name()).startsWith("TrainerTest$");
    assertThat(new CsvHistory(Path.of("a")).name()).isNotEqualTo(new CsvHistory(Path.of("b")).name());
    trainer(Blobs.network()).epochs(1).callback(first).callback(second).callback(new Named("A"))
        .callback(new Named("Ab")).callback(new Named("A b/c")).fit(TRAINING);
  }

  @Test
  void aStateAskedForBeforeEveryCallbackKnowsOfTheEpochIsRefused() {
    Callback hasty = new Callback() {
      @Override
      public void onEpoch(EpochResult epoch, TrainingControl run) {
        run.state();
      }
    };
    Trainer trainer = trainer(Blobs.network()).epochs(1).validateOn(VALIDATION);
    trainer.callback(EarlyStopping.patience(1)).callback(hasty).fit(TRAINING);
    assertThatIllegalStateException()
        .isThrownBy(() -> trainer.callback(hasty).callback(EarlyStopping.patience(1)).fit(TRAINING))
        .withMessageContaining("before 'EarlyStopping' does; ask in Callback.afterEpoch");
  }

  @Test
  void oneClassIsRefusedBecauseEveryTargetWouldBeOne() {
    Network network = Sequential.input(6, 6, 1).add(flatten()).add(dense(1)).build(1);
    Dataset one = Dataset.of(new byte[72], Shape.of(6, 6, 1), new byte[2], List.of("only"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(network, meanSquaredError(), adam(0.01f)).fit(one))
        .withMessage(
            "expected at least 2 classes, got 1 (only), for which every target is 1; for numbers as targets see"
                + " Examples.of(x, targets)");
  }

  @Test
  void aBatchMayBeLargerThanTheDataset() {
    assertThat(trainer(Blobs.network()).batchSize(1000).epochs(1).fit(TRAINING.head(7)).epochs()).hasSize(1);
  }

  @Test
  void everySettingIsACopy() {
    Trainer original = trainer(Blobs.network());
    original.epochs(100).batchSize(1).seed(3);
    assertThat(original.fit(TRAINING).epochs()).hasSize(3);
  }

  @Test
  void rejectsSettingsOutOfRange() {
    Trainer trainer = trainer(Blobs.network());
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.epochs(0))
        .withMessage("expected a number of epochs of 1 or more, got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.batchSize(0)).withMessageContaining("batch size");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.threads(-1)).withMessageContaining("threads");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.averageWeights(1)).withMessageContaining("1.0");
  }

  @Test
  void rejectsDataThatDoNotFitTheNetwork() {
    Trainer trainer = Trainer.of(Blobs.network(), softmaxCrossEntropy(), adamW(0.01f, 0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.fit(TRAINING.head(0))).withMessageContaining("none");
    Dataset vectors = Dataset.of(new byte[36], Shape.of(36), new byte[1], TRAINING.classNames());
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.fit(vectors))
        .withMessage("expected examples of the network's input shape (6, 6, 1), got (36,)");
    Dataset twoClasses = Dataset.of(new byte[36], Shape.of(6, 6, 1), new byte[1], List.of("a", "b"));
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.validateOn(twoClasses).fit(TRAINING))
        .withMessage("expected a network with one output for each of 2 classes, got 3");
  }
}
