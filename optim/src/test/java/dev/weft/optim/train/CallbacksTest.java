package dev.weft.optim.train;

import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallbacksTest {

  private static final Dataset TRAINING = Blobs.images(200, 1);
  private static final Dataset VALIDATION = Blobs.images(50, 2);

  @TempDir
  private Path directory;

  /** Remembers the weights after each epoch. */
  private static final class Weights implements Callback {
    private final List<float[]> epochs = new ArrayList<>();

    @Override
    public void onEpoch(EpochResult epoch, TrainingControl run) {
      epochs.add(run.network().parameters().values().clone());
    }
  }

  /** A rate at which the network gets worse after a while. */
  private static Trainer unsteady(Network network) {
    return Trainer.of(network, softmaxCrossEntropy(), adam(0.3f)).batchSize(32).epochs(60).threads(1)
        .validateOn(VALIDATION);
  }

  private static int bestEpoch(History history) {
    int best = 0;
    for (int i = 1; i < history.epochs().size(); i++) {
      if (history.epochs().get(i).validationLoss() < history.epochs().get(best).validationLoss()) {
        best = i;
      }
    }
    return best;
  }

  @Test
  void earlyStoppingEndsTheRunAndRestoresTheBestWeights() {
    Network network = Blobs.network();
    Weights weights = new Weights();
    EarlyStopping stopping = EarlyStopping.patience(4);
    History history = unsteady(network).callback(weights).callback(stopping).fit(TRAINING);
    int best = bestEpoch(history);
    assertThat(history.end()).isEqualTo(History.End.STOPPED);
    assertThat(history.epochs()).hasSize(best + 1 + 4).hasSizeLessThan(60);
    assertThat(stopping.bestEpoch()).isEqualTo(best + 1);
    assertThat(network.parameters().values()).isEqualTo(weights.epochs.get(best));
  }

  @Test
  void earlyStoppingWithoutRestoringKeepsTheLastWeights() {
    Network network = Blobs.network();
    Weights weights = new Weights();
    unsteady(network).callback(weights).callback(EarlyStopping.patience(4).withoutRestoring()).fit(TRAINING);
    assertThat(network.parameters().values()).isEqualTo(weights.epochs.getLast());
  }

  @Test
  void aRunThatEndsByItselfGetsItsBestWeightsToo() {
    Network network = Blobs.network();
    Weights weights = new Weights();
    History history = unsteady(network).epochs(6).callback(weights).callback(EarlyStopping.patience(50)).fit(TRAINING);
    assertThat(history.end()).isEqualTo(History.End.COMPLETED);
    assertThat(network.parameters().values()).isEqualTo(weights.epochs.get(bestEpoch(history)));
  }

  @Test
  void earlyStoppingCanWatchTheAccuracy() {
    EarlyStopping stopping = EarlyStopping.patience(2).withMonitor(EarlyStopping.Monitor.VALIDATION_ACCURACY);
    History history = Trainer.of(Blobs.network(), softmaxCrossEntropy(), sgd(0f)).epochs(9).validateOn(VALIDATION)
        .callback(stopping).fit(TRAINING);
    assertThat(history.end()).isEqualTo(History.End.STOPPED);
    assertThat(history.epochs().size()).isLessThan(9);
  }

  @Test
  void aChangeSmallerThanTheMinimumIsNoImprovement() {
    History history = Trainer.of(Blobs.network(), softmaxCrossEntropy(), adam(1e-3f)).epochs(9).validateOn(VALIDATION)
        .callback(EarlyStopping.patience(2).withMinimumChange(100)).fit(TRAINING);
    assertThat(history.epochs()).hasSize(3);
  }

  @Test
  void earlyStoppingNeedsValidationData() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> Trainer.of(Blobs.network(), softmaxCrossEntropy(), sgd(0.1f))
            .callback(EarlyStopping.patience(1)).fit(TRAINING))
        .withMessageContaining("validateOn");
  }

  @Test
  void theCsvFileHoldsEveryEpochAndReadsBack() throws IOException {
    Path file = directory.resolve("history.csv");
    History history = unsteady(Blobs.network()).epochs(3).callback(new CsvHistory(file)).fit(TRAINING);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.getFirst()).isEqualTo(EpochResult.CSV_HEADER).startsWith("epoch,training_loss,");
    assertThat(lines.subList(1, lines.size()).stream().map(EpochResult::fromCsv)).isEqualTo(history.epochs());
    assertThat(Files.readString(file)).isEqualTo(history.toCsv());
  }

  @Test
  void anEpochKeepsValuesThatAreNotNumbersInCsv() {
    EpochResult epoch = new EpochResult(1, 0.1, 0.2, Double.NaN, 0.5, 1.5, 1e4 / 3, 1e-3f);
    assertThat(EpochResult.fromCsv(epoch.toCsv())).isEqualTo(epoch);
    EpochResult unvalidated = new EpochResult(1, 0.1, 0.2, Optional.empty(), 1.5, 2, 1e-3f);
    assertThat(unvalidated.toCsv()).isEqualTo("1,0.1,0.2,,,1.5,2.0,0.001");
    assertThat(EpochResult.fromCsv(unvalidated.toCsv())).isEqualTo(unvalidated);
    assertThatIllegalArgumentException().isThrownBy(() -> EpochResult.fromCsv("1,2,3,,5,6,7,8"));
    assertThatIllegalArgumentException().isThrownBy(() -> EpochResult.fromCsv("1,2")).withMessageContaining("got 2");
    assertThatIllegalArgumentException().isThrownBy(() -> EpochResult.fromCsv("1,2,3,4,5,6,7,x"))
        .withMessageContaining("expected numbers");
  }

  @Test
  void rejectsSettingsOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> EarlyStopping.patience(0)).withMessageContaining("got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> EarlyStopping.patience(1).withMinimumChange(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EarlyStopping.patience(1).withMinimumChange(Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException().isThrownBy(() -> Checkpoints.to(directory).withEvery(0));
  }
}
