package dev.weft.optim.train;

import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Layers;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

  private static final Dataset DATA = Blobs.images(53, 5);
  private static final Network NETWORK = Blobs.network();

  @BeforeAll
  static void train() {
    Trainer.of(NETWORK, softmaxCrossEntropy(), adam(0.01f)).batchSize(32).epochs(2).fit(Blobs.images(200, 1));
  }

  private static Evaluation evaluate(int threads, int batchSize) {
    return Evaluator.evaluate(NETWORK, softmaxCrossEntropy(), DATA, threads, batchSize);
  }

  @Test
  void agreesWithPredictingOneByOne() {
    Evaluation evaluation = evaluate(1, 16);
    double loss = 0;
    for (int i = 0; i < DATA.size(); i++) {
      float[] x = new float[36];
      DATA.gatherScaled(x, 0, i, Dataset.UNIT_SCALE);
      float[] p = NETWORK.predict(Tensor.of(x, 1, 6, 6, 1)).toArray();
      softmaxCrossEntropy().activate(p, 0, 3);
      assertThat(Arrays.copyOfRange(evaluation.probabilities(), 3 * i, 3 * i + 3)).containsExactly(p, within(1e-5f));
      loss -= Math.log(p[DATA.label(i)]);
    }
    assertThat(evaluation.loss()).isCloseTo(loss / DATA.size(), within(1e-5));
    assertThat(evaluation.truth()).isEqualTo(DATA.labels());
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit() {
    Evaluation one = evaluate(1, 16);
    Evaluation three = evaluate(3, 16);
    assertThat(three.probabilities()).isEqualTo(one.probabilities());
    assertThat(three.loss()).isEqualTo(one.loss());
  }

  @Test
  void theBatchSizeChangesNothingThatMatters() {
    assertThat(evaluate(1, 1).loss()).isCloseTo(evaluate(1, 100).loss(), within(1e-6));
    assertThat(evaluate(1, 1).predicted()).isEqualTo(evaluate(1, 100).predicted());
  }

  @Test
  void summarisesItsPredictions() {
    Evaluation evaluation = evaluate(2, 16);
    assertThat(evaluation.accuracy()).isEqualTo(evaluation.confusionMatrix().accuracy()).isGreaterThan(0.5);
    assertThat(evaluation.topKAccuracy(1)).isEqualTo(evaluation.accuracy());
    assertThat(evaluation.topKAccuracy(3)).isEqualTo(1);
    assertThat(evaluation.report().text()).contains("middle");
    assertThat(evaluation).asString().startsWith("Evaluation(53 examples, loss 0.");
  }

  @Test
  void rejectsAnEmptyDataset() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.evaluate(NETWORK, softmaxCrossEntropy(), DATA.head(0), 1, 1))
        .withMessage("expected at least one example, got none");
  }

  /** The same layers, which end in softmax. */
  private static Network endingInSoftmax() {
    Network network = Blobs.layers().add(Layers.softmax()).build(1);
    network.parameters().copyFrom(NETWORK.parameters().values());
    return network;
  }

  @Test
  void aNetworkThatEndsInSoftmaxIsEvaluatedAsItsLogits() {
    Evaluation evaluation = Evaluator.evaluate(endingInSoftmax(), softmaxCrossEntropy(), DATA, 1, 16);
    assertThat(evaluation.loss()).isCloseTo(evaluate(1, 16).loss(), within(1e-6));
    assertThat(evaluation.probabilities()).containsExactly(evaluate(1, 16).probabilities(), within(1e-6f));
  }

  @Test
  void aNetworkThatEndsInSoftmaxIsNotTrainedWithSoftmaxCrossEntropy() {
    Network network = endingInSoftmax();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(network, softmaxCrossEntropy(), adam(0.01f)).fit(DATA))
        .withMessageStartingWith(
            "expected a network whose outputs are logits for softmax cross-entropy, got one that ends in"
                + " softmax; leave that layer out");
  }
}
