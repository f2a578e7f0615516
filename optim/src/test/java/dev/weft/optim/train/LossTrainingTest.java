package dev.weft.optim.train;

import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.reshape;
import static dev.weft.layers.Layers.sigmoid;
import static dev.weft.layers.Losses.binaryCrossEntropy;
import static dev.weft.layers.Losses.contrastive;
import static dev.weft.layers.Losses.focalLoss;
import static dev.weft.layers.Losses.hinge;
import static dev.weft.layers.Losses.klDivergence;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.layers.Losses.sparseSoftmaxCrossEntropy;
import static dev.weft.layers.Losses.triplet;
import static dev.weft.optim.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.data.Examples;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training with losses whose targets are labels or numbers of classes. */
class LossTrainingTest {

  private static final int N = 200;

  /** Two numbers; the labels are whether the first, the second, and their sum are above 0. */
  private static Examples labels(int count) {
    Random random = new Random(1);
    float[] x = new float[2 * N];
    float[] y = new float[count * N];
    for (int i = 0; i < N; i++) {
      x[2 * i] = (float) random.nextGaussian();
      x[2 * i + 1] = (float) random.nextGaussian();
      float[] sides = {x[2 * i], x[2 * i + 1], x[2 * i] + x[2 * i + 1]};
      for (int j = 0; j < count; j++) {
        y[count * i + j] = sides[j] > 0 ? 1 : 0;
      }
    }
    return Examples.of(Tensor.of(x, N, 2), Tensor.of(y, N, count));
  }

  private static Network linear(int outputs) {
    return Sequential.input(2).add(dense(outputs)).build(1);
  }

  static List<Loss> losses() {
    return List.of(binaryCrossEntropy(), binaryCrossEntropy().withPositiveWeight(2), focalLoss(), hinge(),
        hinge().withSquare());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void learnsOneLabelAndSeveral(Loss loss) {
    for (int count : new int[] {1, 3}) {
      History history = Trainer.of(linear(count), loss, adam(0.05f)).batchSize(20).epochs(40)
          .validateOn(labels(count).head(50)).fit(labels(count));
      assertThat(history.last().trainingAccuracy()).as(loss + " on " + count).isGreaterThan(0.93);
      assertThat(history.last().validationAccuracy()).as(loss + " on " + count).isGreaterThan(0.93);
    }
  }

  /** Dark and bright images. */
  private static Dataset twoClasses() {
    byte[] pixels = new byte[4 * N];
    byte[] labels = new byte[N];
    for (int i = 0; i < pixels.length; i++) {
      labels[i / 4] = (byte) (i / 4 % 2);
      pixels[i] = (byte) (labels[i / 4] * 150 + i * 7 % 60);
    }
    return Dataset.of(pixels, Shape.of(2, 2, 1), labels, List.of("dark", "bright"));
  }

  @Test
  void twoClassesNeedOneOutputOnly() {
    Network network = Sequential.input(2, 2, 1).add(flatten()).add(dense(1)).build(1);
    Trainer.of(network, binaryCrossEntropy(), adam(0.1f)).batchSize(20).epochs(20).fit(twoClasses());
    Evaluation evaluation = Evaluator.evaluate(network, binaryCrossEntropy(), twoClasses(), 1, 64);
    assertThat(evaluation.accuracy()).isEqualTo(1);
    assertThat(evaluation.predicted()).isEqualTo(evaluation.truth());
    assertThat(evaluation.confusionMatrix().correct()).isEqualTo(N);
    assertThat(evaluation.probabilities()).hasSize(N);
  }

  @Test
  void numbersOfClassesTrainToTheSameAsOneHotRows() {
    Network dense = Blobs.network();
    Network sparse = Blobs.network();
    History a = Trainer.of(dense, softmaxCrossEntropy(), adam(0.01f)).batchSize(32).epochs(2).fit(Blobs.images(N, 1));
    History b =
        Trainer.of(sparse, sparseSoftmaxCrossEntropy(), adam(0.01f)).batchSize(32).epochs(2).fit(Blobs.images(N, 1));
    assertThat(b.last().trainingLoss()).isCloseTo(a.last().trainingLoss(), within(1e-4));
    assertThat(b.last().trainingAccuracy()).isCloseTo(a.last().trainingAccuracy(), within(0.02));
  }

  @Test
  void aClassAtEachPlaceOfASequenceIsLearned() {
    float[] x = new float[N * 4];
    float[] classes = new float[N * 4];
    Random random = new Random(1);
    for (int i = 0; i < x.length; i++) {
      classes[i] = random.nextInt(2);
      x[i] = 2 * classes[i] - 1;
    }
    Network network = Sequential.input(4).add(dense(8)).add(reshape(4, 2)).build(1);
    History history = Trainer.of(network, sparseSoftmaxCrossEntropy().withClasses(2), adam(0.05f)).batchSize(20)
        .epochs(20).fit(Examples.of(Tensor.of(x, N, 4), Tensor.of(classes, N, 4)));
    assertThat(history.last().trainingLoss()).isLessThan(0.1);
    assertThat(history.last().trainingAccuracy()).isGreaterThan(0.99);
  }

  @Test
  void aStudentLearnsWhatATeacherSays() {
    Network teacher = linear(3);
    Tensor x = Tensor.gaussian(7, N, 2);
    Network student = Sequential.input(2).add(dense(3)).build(2);
    History history = Trainer.of(student, klDivergence().distilling(3), adam(0.1f)).batchSize(20).epochs(40)
        .fit(Examples.of(x, teacher.predict(x)));
    assertThat(history.last().trainingLoss()).isLessThan(0.001);
    assertThat(history.last().trainingAccuracy()).isGreaterThan(0.95);
  }

  @Test
  void aSigmoidThatTheLossAppliesAgainIsRefusedAndEvaluatedAsItsLogits() {
    Network network = Sequential.input(2).add(dense(1)).add(sigmoid()).build(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(network, binaryCrossEntropy(), adam(0.1f)).fit(labels(1)))
        .withMessage(
            "expected a network whose outputs are logits for binary cross-entropy, got one that ends in sigmoid;"
                + " leave that layer out, or train FinalActivation.logits(network, loss), which shares the parameters");
    assertThat(Evaluator.evaluate(network, binaryCrossEntropy(), labels(1), 1, 50).loss())
        .isEqualTo(Evaluator.evaluate(network.upTo("dense_1"), binaryCrossEntropy(), labels(1), 1, 50).loss());
  }

  @Test
  void aTargetThatTheLossDoesNotTakeIsNamedBeforeTheFirstStep() {
    Network network = linear(1);
    float[] before = network.parameters().values().clone();
    Tensor x = Tensor.zeros(3, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(network, binaryCrossEntropy(), adam(0.1f)).fit(Examples.of(x, Tensor.of(0, 1, 2))))
        .withMessage("expected 1 or 0 for each label, got [2.0] as target of example 2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Trainer.of(linear(3), sparseSoftmaxCrossEntropy(), adam(0.1f))
                .fit(Examples.of(x, Tensor.of(0, 3, 2))))
        .withMessage("expected a class from 0 to 2, got 3.0 as target of example 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(linear(1), binaryCrossEntropy(), adam(0.1f))
            .fit(Examples.labelled(x, new int[] {0, 1, 2}, 3)))
        .withMessage("expected a network with one output for each of 3 classes, got 1");
    assertThat(network.parameters().values()).isEqualTo(before);
  }

  @Test
  void whatCannotBeLearntIsRefusedBeforeTheFirstStep() {
    Tensor x = Tensor.zeros(3, 2);
    for (Loss loss : List.of(softmaxCrossEntropy(), sparseSoftmaxCrossEntropy(), klDivergence(),
        klDivergence().distilling(2), sparseSoftmaxCrossEntropy().withClasses(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Trainer.of(linear(1), loss, adam(0.1f)).fit(Examples.of(x, Tensor.of(1, 1, 1))))
          .withMessage("expected 2 or more outputs for " + loss
              + ", got 1, whose softmax is always 1; for yes or no see Losses.binaryCrossEntropy");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(linear(2), softmaxCrossEntropy().withClassWeights(1, 2, 3), adam(0.1f))
            .fit(Examples.labelled(x, new int[] {0, 1, 1}, 2)))
        .withMessage("expected 2 class weights, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(linear(2).frozen("dense_1"), meanSquaredError(), adam(0.1f))
            .fit(Examples.of(x, x)))
        .withMessage("expected a network with something to train, got one whose parameters are all frozen");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(Sequential.input(2).add(relu()).build(1), meanSquaredError(), adam(0.1f))
            .fit(Examples.of(x, x)))
        .withMessage("expected a network with something to train, got one without parameters");
  }

  @Test
  void embeddingsOfAGroupComeTogether() {
    for (Loss loss : List.of(triplet().withMargin(1), contrastive())) {
      double share = loss.equals(contrastive()) ? 0.85 : 0.6; // the least is the logarithm of how many are of a group
      Network network = Sequential.input(6, 6, 1).add(flatten()).add(dense(4)).build(1);
      History history = Trainer.of(network, loss, adam(0.01f)).batchSize(32).epochs(15)
          .validateOn(Blobs.images(60, 2)).fit(Blobs.images(N, 1));
      assertThat(history.last().trainingMetrics()).isEmpty();
      assertThat(history.last().validationLoss()).as(loss.toString())
          .isLessThan(share * history.epochs().getFirst().trainingLoss());
      Evaluation evaluation = Evaluator.evaluate(network, loss, Blobs.images(60, 2), 1, 32);
      assertThat(evaluation.outputs().getFirst().shape()).isEqualTo(Shape.of(60, 4));
      assertThat(evaluation.classNames()).isEmpty();
    }
  }
}
