package dev.weft.optim.train;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.layers.Losses.sparseSoftmaxCrossEntropy;
import static dev.weft.layers.Losses.triplet;
import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.metrics.Metrics.macroF1;
import static dev.weft.optim.metrics.Metrics.rSquared;
import static dev.weft.optim.train.EarlyStopping.Goal.MAXIMISE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Graph;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.engine.Objective;
import dev.weft.optim.data.Column;
import dev.weft.optim.data.Examples;
import dev.weft.optim.metrics.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of a network with several outputs stand under the names of the outputs. */
class SeveralOutputsMetricsTest {

  private static final Objective OBJECTIVE =
      Objective.of(meanSquaredError(), sparseSoftmaxCrossEntropy()).withWeights(0.5f, 2);

  private static Network network() {
    Node input = Node.input("x", Shape.of(3));
    Node joint = input.then(dense(8), relu());
    return Graph.inputs(input).outputs(joint.then(dense(1).named("a sum")), joint.then(dense(2).named("sign")))
        .build(1);
  }

  /** The sum of three numbers, and whether the first is positive. */
  private static Examples examples(int n, long seed) {
    Tensor x = Tensor.gaussian(seed, n, 3);
    return Examples.of(List.of(Column.of(x)),
        List.of(Column.of(x.sum(1)), Column.of(x.slice(1, 0, 1).map(v -> v > 0 ? 1 : 0))));
  }

  private static Trainer trainer(Network network, Metric... metrics) {
    return Trainer.of(network, OBJECTIVE, adam(0.01f)).batchSize(16).epochs(4).threads(1)
        .validateOn(examples(40, 2)).metrics(metrics);
  }

  @Test
  void eachOutputHasItsLossAndIfItIsOfClassesItsAccuracy() {
    Network network = network();
    EpochResult epoch = trainer(network).fit(examples(80, 1)).last();
    assertThat(epoch.trainingMetrics()).containsOnlyKeys("a_sum_loss", "sign_loss", "sign_accuracy");
    assertThat(epoch.trainingLoss()).isCloseTo(
        0.5 * epoch.trainingMetric("a_sum_loss") + 2 * epoch.trainingMetric("sign_loss"), within(1e-5));
    Tensor sign = predicted(network);
    assertThat(epoch.validationMetric("sign_accuracy")).isEqualTo(share(sign), within(1e-12));
    assertThat(epoch.csvHeader()).contains("training_a_sum_loss", "validation_sign_accuracy");
    assertThat(EpochResult.fromCsv(epoch.csvHeader(), epoch.toCsv())).isEqualTo(epoch);
  }

  private static Tensor predicted(Network network) {
    return network.upTo("sign").predict(Tensor.gaussian(2, 40, 3));
  }

  private static double share(Tensor sign) {
    int[] predicted = sign.argmax(1);
    Tensor x = Tensor.gaussian(2, 40, 3);
    int right = 0;
    for (int i = 0; i < predicted.length; i++) {
      right += predicted[i] == (x.array()[3 * i] > 0 ? 1 : 0) ? 1 : 0;
    }
    return right / 40.0;
  }

  @Test
  void aMetricIsOfTheOutputThatItNames() {
    EarlyStopping stopping = EarlyStopping.patience(1).on("sign_macro_f1", MAXIMISE);
    Network network = network();
    History history = trainer(network, macroF1().ofOutput("sign"), rSquared().ofOutput("a sum")).callback(stopping)
        .fit(examples(80, 1));
    EpochResult best = history.epochs().get(stopping.bestEpoch() - 1);
    assertThat(best.trainingMetrics()).containsKeys("a_sum_r_squared", "sign_macro_f1");
    Evaluation evaluation = Evaluator.evaluate(network, OBJECTIVE, examples(40, 2), 1, 16,
        macroF1().ofOutput("sign"), rSquared().ofOutput("a sum"));
    if (history.end() == History.End.STOPPED || stopping.bestEpoch() == history.epochs().size()) {
      assertThat(evaluation.metrics()).isEqualTo(best.validation().orElseThrow().metrics());
    }
  }

  @Test
  void aMetricWithoutAnOutputIsOfEachAndRefusedIfItDoesNotSuitOne() {
    Metric largest = dev.weft.optim.metrics.Metrics.mean("first", (y, at, t, tAt) -> y[at]);
    assertThat(trainer(network(), largest).fit(examples(80, 1)).last().trainingMetrics())
        .containsKeys("a_sum_first", "sign_first");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer(network(), macroF1()).fit(examples(80, 1)))
        .withMessage("expected classes or labels as targets for the metric 'macro_f1', got mean squared error,"
            + " which takes numbers, for output 'a sum'; Metric.ofOutput chooses one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(network(), macroF1().ofOutput("sing")).fit(examples(80, 1)))
        .withMessage("expected one of the network's outputs [a sum, sign] for the metric 'macro_f1', got 'sing'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(network(), largest, largest.ofOutput("sign")).fit(examples(80, 1)))
        .withMessage("expected metrics of different names, got two of 'sign_first'");
    assertThatIllegalArgumentException().isThrownBy(() -> largest.ofOutput("sign").ofOutput("sign"));
  }

  @Test
  void ofASingleOutputTheNameMayBeGivenAndIsNotRepeated() {
    History history = Trainer.of(Blobs.network(), dev.weft.layers.Losses.softmaxCrossEntropy(), adam(0.01f)).epochs(1)
        .metrics(macroF1().ofOutput(Blobs.network().outputNames().getFirst())).fit(Blobs.images(40, 1));
    assertThat(history.last().trainingMetrics()).containsOnlyKeys("accuracy", "macro_f1");
  }

  @Test
  void aLossOverTheBatchHasNoPartOfItsOwn() {
    Trainer trainer = Trainer.of(network(), Objective.of(meanSquaredError(), triplet()), adam(0.01f)).batchSize(16)
        .epochs(1);
    assertThat(trainer.fit(examples(80, 1)).last().trainingMetrics()).containsOnlyKeys("a_sum_loss");
  }

  @Test
  void aResumedRunTellsTheMetricsOfTheWholeEpoch(@TempDir Path folder) throws IOException {
    EpochResult whole = trainer(network(), rSquared().ofOutput("a sum")).epochs(1).fit(examples(80, 1)).last();
    AtomicInteger steps = new AtomicInteger();
    Trainer again = trainer(network(), rSquared().ofOutput("a sum")).epochs(1);
    again.stopWhen(() -> steps.incrementAndGet() == 3).callback(Checkpoints.to(folder.resolve("state")))
        .fit(examples(80, 1));
    EpochResult resumed = again.resume(TrainingState.load(folder.resolve("state"))).fit(examples(80, 1)).last();
    assertThat(resumed.trainingMetrics()).isEqualTo(whole.trainingMetrics());
    assertThat(resumed.validation()).isEqualTo(whole.validation());
  }
}
