package dev.weft.optim.train;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.Optimizers.sgd;
import static dev.weft.optim.train.EarlyStopping.Goal.MAXIMISE;
import static dev.weft.optim.train.EarlyStopping.Goal.MINIMISE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.optim.Schedules;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.data.Examples;
import dev.weft.optim.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics in a run, and callbacks that use them. */
class MetricsTrainingTest {

  private static final Dataset TRAINING = Blobs.images(200, 1);
  private static final Dataset VALIDATION = Blobs.images(50, 2);

  @TempDir
  private Path folder;

  private static Trainer trainer(Network network) {
    return Trainer.of(network, softmaxCrossEntropy(), adam(0.01f)).batchSize(32).epochs(3).threads(1).seed(7);
  }

  @Test
  void metricsAreInEveryEpochAndInTheHistorysFile() {
    Network network = Blobs.network();
    History history = trainer(network).metrics(Metrics.macroF1(), Metrics.topK(2), Metrics.accuracy())
        .validateOn(VALIDATION).fit(TRAINING);
    EpochResult last = history.last();
    assertThat(last.trainingMetrics()).containsOnlyKeys("accuracy", "macro_f1", "top_2_accuracy");
    Evaluation evaluation = Evaluator.evaluate(network, softmaxCrossEntropy(), VALIDATION, 1, 32, Metrics.macroF1());
    assertThat(last.validationMetric("macro_f1")).isEqualTo(evaluation.metric("macro_f1"))
        .isCloseTo(evaluation.report().macroAverage().f1(), within(1e-12));
    assertThat(last.validationMetric("top_2_accuracy")).isEqualTo(evaluation.topKAccuracy(2));
    List<String> lines = history.toCsv().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("epoch,training_loss,training_accuracy,training_macro_f1,"
        + "training_top_2_accuracy,validation_loss,validation_accuracy,validation_macro_f1,validation_top_2_accuracy,"
        + "seconds,images_per_second,learning_rate").isEqualTo(last.csvHeader());
    assertThat(EpochResult.fromCsv(lines.getFirst(), lines.getLast())).isEqualTo(last);
  }

  @Test
  void aRunInterruptedWithinAnEpochTellsTheMetricsOfAllOfIt() throws IOException {
    Trainer trainer = trainer(Blobs.network()).metrics(Metrics.macroF1(), Metrics.rocAuc()).epochs(2);
    History whole = trainer.fit(TRAINING);
    Network network = Blobs.network();
    AtomicInteger steps = new AtomicInteger();
    Path file = folder.resolve("state");
    Trainer again = trainer(network).metrics(Metrics.macroF1(), Metrics.rocAuc()).epochs(2);
    again.stopWhen(() -> steps.incrementAndGet() == 10).callback(Checkpoints.to(file)).fit(TRAINING);
    TrainingState state = TrainingState.load(file);
    History resumed = again.resume(state).fit(TRAINING);
    for (String metric : List.of("accuracy", "macro_f1", "roc_auc")) {
      assertThat(resumed.epochs().stream().map(epoch -> epoch.trainingMetric(metric)).toList())
          .isEqualTo(whole.epochs().stream().map(epoch -> epoch.trainingMetric(metric)).toList());
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> again.metrics(Metrics.topK(2)).resume(state).fit(TRAINING))
        .withMessageContaining("to tell the metric 'top_2_accuracy' of it");
  }

  @Test
  void namesThatClashOrMakeNoColumnAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> trainer(Blobs.network()).metrics(Metrics.mean("accuracy", (y, a, t, b) -> 1)).fit(TRAINING))
        .withMessage("expected metrics of different names, got two of 'accuracy'");
    for (String name : List.of("loss", "a,b", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> trainer(Blobs.network()).metrics(Metrics.mean(name, (y, a, t, b) -> 1)).fit(TRAINING))
          .withMessageContaining("got '" + name + "'");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(Blobs.network()).metrics(Metrics.rSquared()).fit(TRAINING))
        .withMessageContaining("r_squared");
  }

  @Test
  void earlyStoppingWatchesAnyMetricEitherWay() {
    for (EarlyStopping.Goal goal : EarlyStopping.Goal.values()) {
      EarlyStopping stopping = EarlyStopping.patience(2).on("macro_f1", goal);
      History history = trainer(Blobs.network()).metrics(Metrics.macroF1()).epochs(12).validateOn(VALIDATION)
          .callback(stopping).fit(TRAINING);
      double best = history.epochs().get(stopping.bestEpoch() - 1).validationMetric("macro_f1");
      for (EpochResult epoch : history.epochs()) {
        double value = epoch.validationMetric("macro_f1");
        assertThat(goal == MAXIMISE ? best - value : value - best).isNotNegative();
      }
      assertThat(goal == MINIMISE ? history.end() : History.End.STOPPED).isEqualTo(History.End.STOPPED);
    }
  }

  @Test
  void aMetricThatTheRunDoesNotTellIsRefusedBeforeTheFirstStep() {
    Trainer trainer = trainer(Blobs.network()).validateOn(VALIDATION).stopWhen(() -> {
      throw new AssertionError("a step was taken");
    });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.callback(EarlyStopping.patience(1).on("macro_f1", MAXIMISE)).fit(TRAINING))
        .withMessage(
            "expected loss or one of the run's metrics [accuracy] to watch, got 'macro_f1'; see Trainer.metrics");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.callback(ReduceOnPlateau.patience(1).on("x", MAXIMISE)).fit(TRAINING));
    assertThatIllegalStateException()
        .isThrownBy(() -> trainer(Blobs.network()).callback(ReduceOnPlateau.patience(1)).fit(TRAINING))
        .withMessage("expected validation data to watch, got none; see Trainer.validateOn");
  }

  @Test
  void theRateIsLoweredOnAPlateauAndAResumedRunRemembersIt() {
    Trainer trainer = trainer(Blobs.network()).epochs(5).validateOn(VALIDATION)
        .callback(ReduceOnPlateau.patience(1).withFactor(0.5).on("accuracy", MINIMISE)); // accuracy grows: a plateau
    List<TrainingState> states = new ArrayList<>();
    History whole = trainer.callback(new Callback() {
      @Override
      public void afterEpoch(EpochResult epoch, TrainingControl run) {
        if (epoch.epoch() == 3) {
          states.add(run.state());
        }
      }
    }).fit(TRAINING);
    List<Float> rates = whole.epochs().stream().map(EpochResult::learningRate).toList();
    assertThat(rates.getFirst()).isEqualTo(0.01f);
    assertThat(rates.getLast()).isLessThanOrEqualTo(0.005f);
    History resumed = trainer.resume(states.getFirst()).fit(TRAINING);
    assertThat(resumed.epochs().stream().map(EpochResult::learningRate).toList()).isEqualTo(rates);
    assertThat(resumed.last().validationLoss()).isEqualTo(whole.last().validationLoss());
  }

  @Test
  void callbacksSeeOutputsAndTargetsOfTheBatch() {
    List<Integer> right = new ArrayList<>();
    EpochResult epoch = trainer(Blobs.network()).epochs(1).callback(new Callback() {
      @Override
      public void onStep(StepInfo step, TrainingControl run) {
        int[] predicted = step.outputs().argmax(1);
        int[] truth = step.targets().argmax(1);
        for (int i = 0; i < predicted.length; i++) {
          right.add(predicted[i] == truth[i] ? 1 : 0);
        }
        assertThat(step.epochMetric("accuracy")).isEqualTo(step.epochAccuracy());
      }
    }).fit(TRAINING).last();
    assertThat(right).hasSize(200);
    assertThat(epoch.trainingAccuracy()).isEqualTo(right.stream().mapToInt(i -> i).sum() / 200.0);
  }

  private static Examples line() {
    Tensor x = Tensor.gaussian(3, 90, 2);
    return Examples.of(x, x.slice(0, 90).sum(1));
  }

  private static Network linear() {
    return Sequential.input(2).add(dense(1)).build(1);
  }

  @Test
  void severalBatchesAddedUpAreOneOfTheirSize() {
    Network whole = linear();
    Trainer.of(whole, meanSquaredError(), adam(0.1f)).batchSize(40).epochs(3).schedule(Schedules.step(4, 0.5))
        .fit(line());
    Network parts = linear();
    List<Float> rates = new ArrayList<>();
    Trainer trainer = Trainer.of(parts, meanSquaredError(), adam(0.1f)).batchSize(20).accumulate(2).epochs(3)
        .schedule(Schedules.step(4, 0.5));
    trainer.callback(new Callback() {
      @Override
      public void onStep(StepInfo step, TrainingControl run) {
        rates.add(step.learningRate());
      }
    }).fit(line());
    assertThat(parts.parameters().values()).containsExactly(whole.parameters().values(), within(1e-5f));
    assertThat(rates).hasSize(15).startsWith(0f, 0.1f, 0.1f).endsWith(0.025f);
  }

  @Test
  void aRunInterruptedBetweenBatchesThatAreAddedUpIsResumedToTheSameBits() {
    Network whole = linear();
    Trainer.of(whole, meanSquaredError(), sgd(0.1f)).batchSize(20).accumulate(3).epochs(2).fit(line());
    Network parts = linear();
    Trainer trainer = Trainer.of(parts, meanSquaredError(), sgd(0.1f)).batchSize(20).accumulate(3).epochs(2);
    List<TrainingState> states = new ArrayList<>();
    trainer.callback(new Callback() {
      @Override
      public void onStep(StepInfo step, TrainingControl run) {
        if (step.step() == 7) {
          states.add(run.state());
          run.requestStop();
        }
      }
    }).fit(line());
    trainer.resume(states.getFirst()).fit(line());
    assertThat(parts.parameters().values()).isEqualTo(whole.parameters().values());
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.accumulate(2).resume(states.getFirst()).fit(line()))
        .withMessageContaining("accumulation 2");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.accumulate(0))
        .withMessage("expected a number of batches of 1 or more, got 0");
  }

  @Test
  void theLearningRateFinderDrawsItsCurveAndLeavesTheNetwork() {
    Network network = Blobs.network();
    float[] before = network.parameters().values().clone();
    LearningRateFinder found = LearningRateFinder.find(trainer(network), TRAINING);
    assertThat(network.parameters().values()).isEqualTo(before);
    assertThat(found.rates().getFirst()).isEqualTo(1e-6f);
    assertThat(found.rates()).isSorted();
    assertThat(found.suggestion()).isBetween(1e-4f, 1f);
    assertThat(found.toString().lines()).hasSize(14).anyMatch(line -> line.contains("*"))
        .anyMatch(line -> line.startsWith("suggestion: "));
    assertThat(found.toCsv().lines()).hasSize(found.rates().size() + 1).first().isEqualTo("learning_rate,loss");
  }

  @Test
  void crossValidationHoldsEveryExampleOutOnceInEqualShares() {
    List<CrossValidation.Fold> folds = CrossValidation.folds(TRAINING, 5, 3);
    int[] sizes = folds.stream().mapToInt(fold -> fold.validation().size()).toArray();
    assertThat(sizes).containsOnly(40);
    int[] counts = TRAINING.classCounts();
    int[] sums = new int[3];
    for (CrossValidation.Fold fold : folds) {
      assertThat(fold.training().size() + fold.validation().size()).isEqualTo(200);
      for (int c = 0; c < 3; c++) {
        assertThat(fold.validation().classCounts()[c]).isBetween(counts[c] / 5, counts[c] / 5 + 1);
        sums[c] += fold.validation().classCounts()[c];
      }
    }
    assertThat(sums).isEqualTo(counts);
    assertThatIllegalArgumentException().isThrownBy(() -> CrossValidation.folds(TRAINING, 1, 3))
        .withMessage("expected from 2 to 200 folds, got 1");
  }

  @Test
  void crossValidationTellsMeanAndSpread() {
    CrossValidation result = CrossValidation.run(TRAINING, 3, 1,
        fold -> trainer(Blobs.network()).validateOn(fold.validation()).fit(fold.training()));
    assertThat(result.results()).hasSize(3);
    double[] losses = result.results().stream().mapToDouble(EpochResult.Validation::loss).toArray();
    double mean = (losses[0] + losses[1] + losses[2]) / 3;
    assertThat(result.mean("loss")).isCloseTo(mean, within(1e-12));
    assertThat(result.deviation("loss")).isCloseTo(Math.sqrt((Math.pow(losses[0] - mean, 2)
        + Math.pow(losses[1] - mean, 2) + Math.pow(losses[2] - mean, 2)) / 2), within(1e-12));
    assertThat(result).asString().startsWith("loss 0.").contains(", accuracy ").endsWith(" (3 folds)");
    assertThatIllegalStateException().isThrownBy(
        () -> CrossValidation.run(TRAINING, 2, 1, fold -> trainer(Blobs.network()).epochs(1).fit(fold.training())));
  }
}
