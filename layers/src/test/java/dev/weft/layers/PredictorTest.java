package dev.weft.layers;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.softmax;
import static dev.weft.layers.Losses.binaryCrossEntropy;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Objective;
import dev.weft.layers.engine.Predictor;
import dev.weft.layers.engine.Predictor.Ranked;
import dev.weft.layers.engine.PredictorSettings;
import dev.weft.layers.io.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What predictors answer. */
@Timeout(120)
class PredictorTest {

  private static final PredictorSettings TWO = PredictorSettings.standard().withThreads(2);

  private static Network network() {
    Network network = Sequential.input(9, 8, 1)
        .add(conv2D(8, 3)).add(relu()).add(maxPool2D(2)).add(dropout(0.25f)).add(flatten()).add(dense(5)).build(7);
    Batch.setReals(network.parameters(), 3);
    return network;
  }

  /** A network that puts out what it is given. */
  private static Network identity(int size) {
    Network network = Sequential.input(size).add(dense(size)).build(1);
    System.arraycopy(Tensor.identity(size).toArray(), 0, network.parameters().values(), 0, size * size);
    return network;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 16", "3, 7", "2, 1000"})
  void anyNumberOfExamplesHasTheBitsOfTheNetworksOwnPredictions(int threads, int batchSize) {
    Network network = network();
    PredictorSettings settings = PredictorSettings.standard().withThreads(threads).withBatchSize(batchSize);
    try (Predictor predictor = network.predictor(settings)) {
      for (int count : new int[] {1, 2, 6, 7, 8, 15, 16, 17, 500}) {
        Tensor x = Tensor.gaussian(count, count, 9, 8, 1);
        assertThat(predictor.predict(x)).as("%d examples", count).isEqualTo(network.predict(x));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void callersOnManyThreadsGetTheirOwnAnswers(boolean virtual) throws Exception {
    Network network = network();
    try (Predictor predictor = network.predictor(TWO);
        ExecutorService callers =
            virtual ? Executors.newVirtualThreadPerTaskExecutor() : Executors.newFixedThreadPool(12)) {
      List<Tensor> expected = new ArrayList<>();
      List<Future<Tensor>> answers = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        Tensor x = Tensor.gaussian(i, 1 + i % 20, 9, 8, 1);
        expected.add(network.predict(x));
        answers.add(callers.submit(() -> predictor.predict(x)));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).as("call %d", i).isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void severalInputsAndOutputsArePredicted() {
    Network network = GraphTest.network();
    Tensor[] x = network.inputShapes().stream().map(shape -> Tensor.gaussian(shape.size(), shape.prepend(37).dims()))
        .toArray(Tensor[]::new);
    try (Predictor predictor = network.predictor(TWO)) {
      try (var session = network.session(37)) {
        assertThat(predictor.predictAll(x)).isEqualTo(session.predictAll(x));
      }
      assertThat(predictor.predict(x)).isEqualTo(network.predict(x));
      assertThat(predictor.submit(x).join()).isEqualTo(network.predict(x));
    }
  }

  @Test
  void theLossMakesProbabilitiesUnlessTheNetworkDoes() {
    Tensor x = Tensor.of(new float[] {0, 1, 2, 3, 3, 3}, 2, 3);
    Network logits = identity(3);
    float[] expected = logits.add(softmax()).build(1).predict(x).toArray();
    for (Network network : List.of(logits, logits.add(softmax()).build(1),
        logits.add(softmax()).add(flatten()).build(1))) {
      try (Predictor predictor = network.predictor(TWO.withLoss(softmaxCrossEntropy()))) {
        assertThat(predictor.predict(x).toArray()).containsExactly(expected,
            org.assertj.core.data.Offset.offset(1e-6f));
      }
    }
    try (Predictor predictor = logits.predictor(TWO)) {
      assertThat(predictor.predict(x)).isEqualTo(x);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> logits.predictor(TWO.withObjective(Objective.of(meanSquaredError(), meanSquaredError()))))
        .withMessage("expected a loss for each of 1 outputs, got 2");
  }

  @Test
  void classesAreThePlacesOfTheLargestNumbers() {
    Tensor x = Tensor.of(new float[] {0, 1, 2, 5, 3, 3, -1, -1, -2}, 3, 3);
    try (Predictor predictor = identity(3).predictor(TWO)) {
      assertThat(predictor.classes(x)).containsExactly(2, 0, 0);
      assertThat(predictor.topK(2, x)).containsExactly(List.of(new Ranked(2, 2), new Ranked(1, 1)),
          List.of(new Ranked(0, 5), new Ranked(1, 3)), List.of(new Ranked(0, -1), new Ranked(1, -1)));
      assertThat(predictor.topK(3, x)).allMatch(best -> best.size() == 3);
      for (int k : new int[] {0, 4}) {
        assertThatIllegalArgumentException().isThrownBy(() -> predictor.topK(k, x))
            .withMessage("expected 1 to 3 classes, got " + k);
      }
    }
  }

  @Test
  void oneOutputIsYesOrNoWithALossOfLabelsAndNoClassWithoutOne() {
    Network network = identity(1);
    Tensor x = Tensor.of(new float[] {-0.1f, 0.1f, 3}, 3, 1);
    try (Predictor predictor = network.predictor(TWO.withLoss(binaryCrossEntropy()))) {
      assertThat(predictor.classes(x)).containsExactly(0, 1, 1);
    }
    for (PredictorSettings settings : List.of(TWO, TWO.withLoss(meanSquaredError()))) {
      try (Predictor predictor = network.predictor(settings)) {
        assertThatIllegalStateException().isThrownBy(() -> predictor.classes(x))
            .withMessageStartingWith("expected a network that puts out a number for each of 2 or more classes");
        assertThatIllegalStateException().isThrownBy(() -> predictor.topK(1, x));
      }
    }
    try (Predictor predictor = Sequential.input(4, 4, 1).add(conv2D(2, 3)).build(1).predictor(TWO)) {
      assertThatIllegalStateException().isThrownBy(() -> predictor.classes(Tensor.zeros(1, 4, 4, 1)))
          .withMessageEndingWith(", got outputs (2, 2, 2)");
    }
  }

  @Test
  void aModelsPredictorAppliesTheLossItWasSavedWith(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.safetensors");
    ModelFile.save(file, network(), softmaxCrossEntropy(), Map.of());
    ModelFile.Model model = ModelFile.load(file);
    Tensor x = Tensor.gaussian(1, 20, 9, 8, 1);
    try (Predictor predictor = model.predictor()) {
      assertThat(predictor.predict(x)).isEqualTo(model.predict(x));
      assertThat(predictor.predict(x)).isNotEqualTo(model.network().predict(x));
    }
  }

  @Test
  void theNetworkMayBeTrainedMeanwhileAndIsTakenOverWhenAskedFor() {
    Network network = network();
    Tensor x = Tensor.gaussian(1, 40, 9, 8, 1);
    try (Predictor predictor = network.predictor(TWO)) {
      Tensor before = network.predict(x);
      Batch.setReals(network.parameters(), 4);
      assertThat(predictor.predict(x)).isEqualTo(before);
      predictor.refresh();
      assertThat(predictor.predict(x)).isEqualTo(network.predict(x)).isNotEqualTo(before);
    }
  }

  @Test
  void aPartOfANetworkHasAPredictorToo() {
    Network part = network().upTo("flatten_1");
    Tensor x = Tensor.gaussian(1, 40, 9, 8, 1);
    try (Predictor predictor = part.predictor(TWO)) {
      assertThat(predictor.predict(x)).isEqualTo(part.predict(x));
      Batch.setReals(part.parameters(), 4);
      predictor.refresh();
      assertThat(predictor.predict(x)).isEqualTo(part.predict(x));
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (Predictor predictor = identity(3).predictor(TWO)) {
      assertThatIllegalArgumentException().isThrownBy(() -> predictor.predict(Tensor.zeros(0, 3)))
          .withMessage("expected at least one example to predict, got 0");
      assertThatIllegalArgumentException().isThrownBy(() -> predictor.predict(Tensor.zeros(2, 4)))
          .withMessage("expected inputs of shape (N, ...) with examples (3,), got (2, 4)");
      assertThatIllegalArgumentException().isThrownBy(() -> predictor.submit())
          .withMessage("expected a tensor for each of 1 inputs, got 0");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> TWO.withThreads(0))
        .withMessage("expected 1 or more threads, got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> TWO.withBatchSize(0))
        .withMessage("expected 1 or more examples in a batch, got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> TWO.withQueue(0))
        .withMessage("expected 1 or more examples that may wait, got 0");
  }
}
