package dev.weft.optim.train;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.softmax;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Blocks;
import dev.weft.layers.Graph;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.engine.Objective;
import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.data.Column;
import dev.weft.optim.data.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Training on examples of every kind that are no images of classes. */
class ExamplesTrainingTest {

  private static final int N = 200;

  /** Three numbers, and a sum of them that a linear network can learn. */
  private static Examples sums() {
    Random random = new Random(1);
    float[] x = new float[3 * N];
    float[] y = new float[N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < 3; j++) {
        x[3 * i + j] = (float) random.nextGaussian();
        y[i] += (j + 1) * x[3 * i + j];
      }
    }
    return Examples.of(Tensor.of(x, N, 3), Tensor.of(y, N));
  }

  private static Network linear(int inputs, int outputs) {
    return Sequential.input(inputs).add(dense(outputs)).build(1);
  }

  private static Trainer regression(Network network) {
    return Trainer.of(network, meanSquaredError(), adam(0.05f)).batchSize(32).epochs(30).threads(1);
  }

  @Test
  void learnsToPredictNumbers() {
    History history = regression(linear(3, 1)).validateOn(sums().head(50)).fit(sums());
    assertThat(history.last().trainingLoss()).isLessThan(0.01);
    assertThat(history.last().validationLoss()).isLessThan(0.01);
    assertThat(history.last().trainingMetrics()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> history.last().trainingAccuracy())
        .withMessage("expected one of the metrics [], got 'accuracy'; see Trainer.metrics");
    assertThat(history.toCsv()).startsWith(
        "epoch,training_loss,validation_loss,seconds,images_per_second,learning_rate\n1,");
    assertThat(EpochResult.fromCsv(history.last().csvHeader(), history.last().toCsv())).isEqualTo(history.last());
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit() {
    Network one = linear(3, 1);
    Network three = linear(3, 1);
    regression(one).fit(sums());
    regression(three).threads(3).fit(sums());
    assertThat(three.parameters().values()).isEqualTo(one.parameters().values());
  }

  @Test
  void aRunOnTensorsIsResumedToTheSameBits() {
    Network whole = linear(3, 1);
    regression(whole).epochs(3).fit(sums());
    Network parts = linear(3, 1);
    List<TrainingState> states = new ArrayList<>();
    regression(parts).epochs(3).callback(new Callback() {
      @Override
      public void onStep(StepInfo step, TrainingControl run) {
        if (step.step() == 9) {
          states.add(run.state());
          run.requestStop();
        }
      }
    }).fit(sums());
    regression(parts).epochs(3).resume(states.getFirst()).fit(sums());
    assertThat(parts.parameters().values()).isEqualTo(whole.parameters().values());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> regression(parts).resume(states.getFirst()).fit(sums().subset(order(N))))
        .withMessageContaining("trainingData");
  }

  private static int[] order(int n) {
    int[] backwards = new int[n];
    for (int i = 0; i < n; i++) {
      backwards[i] = n - 1 - i;
    }
    return backwards;
  }

  @Test
  void anAutoencoderLearnsToPutOutItsInput() {
    Network network =
        Sequential.input(6, 6, 1).add(conv2D(2, 3).same()).add(relu()).add(conv2D(1, 3).same()).build(1);
    History history = Trainer.of(network, meanSquaredError(), adam(0.01f)).batchSize(32).epochs(20)
        .augment(Augmentation.parse("flip")).fit(Blobs.images(N, 1).asTargets());
    assertThat(history.last().trainingLoss()).isLessThan(0.5 * history.epochs().getFirst().trainingLoss());
  }

  @Test
  void moreThan256ClassesAreLearned() {
    int classes = 300;
    float[] x = new float[2 * classes * 9];
    int[] labels = new int[2 * classes];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % classes;
      for (int bit = 0; bit < 9; bit++) {
        x[9 * i + bit] = (labels[i] >> bit & 1) * 2 - 1;
      }
    }
    History history = Trainer.of(linear(9, classes), softmaxCrossEntropy(), adam(0.1f)).batchSize(50).epochs(20)
        .fit(Examples.labelled(Tensor.of(x, labels.length, 9), labels, classes));
    assertThat(history.last().trainingAccuracy()).isGreaterThan(0.95);
  }

  @Test
  void severalInputsAndOutputsAreTrainedWithALossForEach() {
    Node a = Graph.input("a", 1);
    Node b = Graph.input("b", 2);
    Node joint = Blocks.concat(a, b);
    Network network = Graph.inputs(a, b).outputs(joint.then(dense(1)), joint.then(dense(3))).build(1);
    Examples sums = sums();
    float[] x = new float[3 * N];
    float[] y = new float[N];
    for (int i = 0; i < N; i++) {
      sums.loadInputs(i, x, new int[] {3 * i});
      sums.loadTargets(i, y, i);
    }
    Column first = Column.of(N, Shape.of(1), (i, to, at) -> to[at] = x[3 * i]);
    Column rest = Column.of(N, Shape.of(2), (i, to, at) -> System.arraycopy(x, 3 * i + 1, to, at, 2));
    Column kind = Column.of(N, Shape.of(3), (i, to, at) -> {
      for (int c = 0; c < 3; c++) {
        to[at + c] = c == (y[i] < -1 ? 0 : y[i] < 1 ? 1 : 2) ? 1 : 0;
      }
    });
    Examples examples = Examples.of(List.of(first, rest), List.of(Column.of(Tensor.of(y, N)), kind));
    History history =
        Trainer.of(network, Objective.of(meanSquaredError(), softmaxCrossEntropy()).withWeights(1, 0.5f), adam(0.05f))
            .batchSize(20).epochs(40).validateOn(examples.head(50)).fit(examples);
    assertThat(history.last().validationLoss()).isLessThan(0.4);
    assertThat(history.last().trainingMetrics()).containsOnlyKeys("dense_1_loss", "dense_2_loss", "dense_2_accuracy");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(network, meanSquaredError(), adam(0.05f)).fit(examples))
        .withMessage("expected a loss for each of 2 outputs of the network, got 1");
  }

  @Test
  void aWeightOfTwoIsTheExampleTwiceAndOfZeroNotAtAll() {
    Examples two = Examples.of(Tensor.of(new float[] {1, 2}, 2, 1), Tensor.of(3, 5));
    Network weighted = linear(1, 1);
    Network repeated = linear(1, 1);
    Trainer.of(weighted, meanSquaredError(), sgd(0.1f)).batchSize(2).epochs(1).fit(two.weighted(2, 0));
    Trainer.of(repeated, meanSquaredError(), sgd(0.1f)).batchSize(2).epochs(1).fit(two.subset(new int[] {0, 0}));
    assertThat(weighted.parameters().values()).containsExactly(repeated.parameters().values(), within(1e-6f));
  }

  @Test
  void meanSquaredErrorOnClassesStillTellsTheirAccuracy() {
    Network network = Sequential.input(6, 6, 1).add(flatten()).add(dense(3)).build(1);
    EpochResult epoch = Trainer.of(network, meanSquaredError(), adam(0.01f)).batchSize(32).epochs(10)
        .fit(Blobs.images(N, 1)).last();
    assertThat(epoch.trainingAccuracy()).isGreaterThan(0.8);
  }

  @Test
  void whatIsNoFiniteNumberIsNamedBeforeTheFirstStep() {
    float[] x = new float[300];
    x[2 * 123 + 1] = Float.NaN;
    Network network = linear(2, 1);
    float[] before = network.parameters().values().clone();
    Examples bad = Examples.of(Tensor.of(x, 150, 2), Tensor.zeros(150));
    assertThatIllegalArgumentException().isThrownBy(() -> regression(network).fit(bad))
        .withMessage("expected finite numbers as inputs, got NaN at place 1 of example 123");
    Examples good = Examples.of(Tensor.zeros(150, 2), Tensor.zeros(150));
    assertThatIllegalArgumentException().isThrownBy(() -> regression(network).validateOn(bad).fit(good));
    Tensor infinite = Tensor.full(Float.POSITIVE_INFINITY, 150);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> regression(network).fit(Examples.of(Tensor.zeros(150, 2), infinite)))
        .withMessage("expected finite numbers as targets, got Infinity at place 0 of example 0");
    assertThat(network.parameters().values()).isEqualTo(before);
  }

  @Test
  void targetsOfAnotherSizeAreRefused() {
    Examples examples = sums();
    assertThatIllegalArgumentException().isThrownBy(() -> regression(linear(3, 2)).fit(examples))
        .withMessage("expected targets of 2 numbers for the network's output (2,) and mean squared error, got (1,)");
    assertThatIllegalArgumentException().isThrownBy(() -> regression(linear(4, 1)).fit(examples))
        .withMessage("expected examples of the network's input shape (4,), got (3,)");
    Examples none = Examples.of(List.of(Column.of(Tensor.zeros(1, 3))), List.of());
    assertThatIllegalArgumentException().isThrownBy(() -> regression(linear(3, 1)).fit(none))
        .withMessage("expected a target for each of 1 outputs of the network, got 0");
  }

  @Test
  void evaluatesNumbersToo() {
    Network network = linear(3, 1);
    regression(network).fit(sums());
    Evaluation evaluation = Evaluator.evaluate(network, meanSquaredError(), sums(), 2, 16);
    assertThat(evaluation.loss()).isLessThan(0.01);
    assertThat(evaluation.outputs().getFirst().shape()).isEqualTo(Shape.of(N, 1));
    assertThat(evaluation.predicted()).isEmpty();
    assertThat(evaluation).asString().startsWith("Evaluation(200 examples, loss 0.00");
  }

  @Test
  void aSoftmaxInOneOfSeveralOutputsIsRefusedToo() {
    Node x = Graph.input("x", 3);
    Network network = Graph.inputs(x).outputs(x.then(dense(2)), x.then(dense(2), softmax())).build(1);
    Objective twice = Objective.of(softmaxCrossEntropy(), softmaxCrossEntropy());
    Column y = Column.of(Tensor.ones(4, 2));
    Examples examples = Examples.of(List.of(Column.of(Tensor.zeros(4, 3))), List.of(y, y));
    assertThatIllegalArgumentException().isThrownBy(() -> Trainer.of(network, twice, adam(0.1f)).fit(examples))
        .withMessage("expected a network whose outputs are logits for softmax cross-entropy, got one that ends in"
            + " softmax; leave that layer out");
  }
}
