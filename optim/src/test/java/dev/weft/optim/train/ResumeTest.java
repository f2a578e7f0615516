package dev.weft.optim.train;

import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.layers.engine.Network;
import dev.weft.optim.Schedules;
import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {

  private static final Dataset TRAINING = Blobs.images(200, 1);
  private static final Dataset VALIDATION = Blobs.images(50, 2);
  private static final int STEPS_PER_EPOCH = 7;

  /** Where the bias in front of the batch norm starts. Its gradient is nothing but rounding, of which Adam makes whole steps. */
  private static final int CONV_BIAS = 36;

  @TempDir
  private Path directory;

  static Trainer trainer(Network network) {
    return Trainer.of(network, softmaxCrossEntropy(), adam(0.01f)).batchSize(32).epochs(4).threads(2).seed(7)
        .schedule(Schedules.cosine().withWarmUp(3)).augment(Augmentation.parse("flip, shift 1, cutout 8"))
        .averageWeights(0.9)
        .validateOn(VALIDATION).callback(EarlyStopping.patience(3));
  }

  /** Interrupts the run after this many steps and gives what the checkpoint file holds. */
  static TrainingState interruptedAfter(Path directory, int steps) throws IOException {
    Path file = directory.resolve("checkpoint.safetensors");
    AtomicInteger taken = new AtomicInteger();
    History history = trainer(Blobs.network()).callback(Checkpoints.to(file).withEvery(100))
        .stopWhen(() -> taken.incrementAndGet() == steps).fit(TRAINING);
    assertThat(history.end()).isEqualTo(History.End.INTERRUPTED);
    return TrainingState.load(file);
  }

  private static List<List<Number>> results(History history) {
    return history.epochs().stream().map(e -> List.<Number>of(e.epoch(), e.trainingLoss(), e.trainingAccuracy(),
        e.validationLoss(), e.validationAccuracy(), e.learningRate())).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, STEPS_PER_EPOCH, STEPS_PER_EPOCH + 1, 2 * STEPS_PER_EPOCH + 3})
  void aResumedRunGivesTheBitsOfAnUninterruptedOne(int steps) throws IOException {
    Network whole = Blobs.network();
    History expected = trainer(whole).fit(TRAINING);
    Network resumed = Blobs.network();
    History history = trainer(resumed).resume(interruptedAfter(directory, steps)).fit(TRAINING);
    assertThat(resumed.parameters().values()).isEqualTo(whole.parameters().values());
    assertThat(results(history)).isEqualTo(results(expected));
    assertThat(history.end()).isEqualTo(History.End.COMPLETED);
  }

  @Test
  void earlyStoppingRemembersItsBestWeightsAndHowLongItWaited() throws IOException {
    Path file = directory.resolve("checkpoint.safetensors");
    Network whole = Blobs.network();
    EarlyStopping stopping = EarlyStopping.patience(4);
    Trainer trainer = Trainer.of(whole, softmaxCrossEntropy(), adam(0.3f)).batchSize(32).epochs(60)
        .validateOn(VALIDATION);
    History expected = trainer.callback(stopping).fit(TRAINING);
    int steps = (stopping.bestEpoch() + 2) * STEPS_PER_EPOCH + 1;

    Network resumed = Blobs.network();
    Trainer again = Trainer.of(resumed, softmaxCrossEntropy(), adam(0.3f)).batchSize(32).epochs(60)
        .validateOn(VALIDATION);
    AtomicInteger taken = new AtomicInteger();
    again.callback(EarlyStopping.patience(4)).callback(Checkpoints.to(file))
        .stopWhen(() -> taken.incrementAndGet() == steps).fit(TRAINING);
    History history = again.callback(EarlyStopping.patience(4)).resume(TrainingState.load(file)).fit(TRAINING);
    assertThat(results(history)).isEqualTo(results(expected));
    assertThat(history.end()).isEqualTo(History.End.STOPPED);
    assertThat(resumed.parameters().values()).isEqualTo(whole.parameters().values());
  }

  @Test
  void theStateInTheFileIsTheStateOfTheRun() throws IOException {
    Path file = directory.resolve("state.safetensors");
    trainer(Blobs.network()).epochs(1).callback(new Callback() {
      @Override
      public void onEnd(History history, TrainingControl run) {
        TrainingState state = run.state().withMetadata(Map.of("note", "é"));
        try {
          state.save(file);
          assertThat(TrainingState.load(file)).usingRecursiveComparison().isEqualTo(state);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }).fit(TRAINING);
    assertThat(file).exists();
  }

  @Test
  void aCheckpointIsWrittenEveryFewEpochsAndAfterTheLast() throws IOException {
    Path file = directory.resolve("checkpoint.safetensors");
    StringBuilder saved = new StringBuilder();
    trainer(Blobs.network()).epochs(5).callback(Checkpoints.to(file).withEvery(2).withMetadata(Map.of("a", "b")))
        .callback(new Callback() {
          @Override
          public void afterEpoch(EpochResult epoch, TrainingControl run) {
            try {
              saved.append(Files.exists(file) ? TrainingState.load(file).position().epoch() : 0).append(' ');
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        }).fit(TRAINING);
    assertThat(saved).hasToString("0 2 2 4 5 ");
    assertThat(TrainingState.load(file).metadata()).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void aFinishedRunCanBeContinuedForMoreEpochs() throws IOException {
    Path file = directory.resolve("checkpoint.safetensors");
    Network whole = Blobs.network();
    Trainer plain = Trainer.of(whole, softmaxCrossEntropy(), adam(0.01f)).batchSize(32);
    plain.epochs(3).fit(TRAINING);
    Network longer = Blobs.network();
    Trainer again = Trainer.of(longer, softmaxCrossEntropy(), adam(0.01f)).batchSize(32);
    again.epochs(1).callback(Checkpoints.to(file)).fit(TRAINING);
    again.epochs(3).resume(TrainingState.load(file)).fit(TRAINING);
    assertThat(longer.parameters().values()).isEqualTo(whole.parameters().values());
  }

  /**
   * The file was written after 9 steps of this very run by the version before networks were graphs (commit 5ff41ef), with the
   * values with which that version ended the run as metadata.
   */
  @Test
  void aCheckpointFromBeforeNetworksWereGraphsIsResumedToTheEndThatItHadThen() throws Exception {
    Path file = Path.of(ResumeTest.class.getResource("before-graphs-checkpoint.safetensors").toURI());
    TrainingState state = TrainingState.load(file);
    assertThat(state.position().epoch() * STEPS_PER_EPOCH + state.position().stepInEpoch()).isEqualTo(9);
    Network resumed = Blobs.network();
    History history = trainer(resumed).resume(state).fit(TRAINING);
    assertThat(history.end()).isEqualTo(History.End.COMPLETED);
    String[] expected = state.metadata().get("values").replaceAll("[\\[\\] ]", "").split(",", -1);
    float[] values = resumed.parameters().values();
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < values.length; i++) { // roundings differ by vector width and version
      boolean unused = i >= CONV_BIAS && i < CONV_BIAS + 4;
      assertThat(values[i]).isCloseTo(Float.parseFloat(expected[i]), within(unused ? 0.1f : 1e-2f));
    }
  }

  @Test
  void twoCallbacksOfOneKindKeepTheirOwnMemories() throws IOException {
    Path file = directory.resolve("checkpoint.safetensors");
    EarlyStopping byLoss = EarlyStopping.patience(99).named("by loss");
    EarlyStopping byAccuracy = EarlyStopping.patience(99).withMonitor(EarlyStopping.Monitor.VALIDATION_ACCURACY);
    Trainer trainer = Trainer.of(Blobs.network(), softmaxCrossEntropy(), adam(0.01f)).batchSize(32)
        .validateOn(VALIDATION).callback(byLoss).callback(byAccuracy);
    trainer.epochs(3).callback(Checkpoints.to(file)).fit(TRAINING);
    CallbackState loss = byLoss.state();
    CallbackState accuracy = byAccuracy.state();
    assertThat(loss.value("best")).isNotEqualTo(accuracy.value("best"));
    trainer.epochs(3).resume(TrainingState.load(file)).fit(TRAINING);
    assertThat(byLoss.state()).usingRecursiveComparison().isEqualTo(loss);
    assertThat(byAccuracy.state()).usingRecursiveComparison().isEqualTo(accuracy);
  }

  @Test
  void checkpointsAreOfTheEpochWhereverTheyStandAmongTheCallbacks() throws IOException {
    Path before = directory.resolve("before.safetensors");
    Path behind = directory.resolve("behind.safetensors");
    Trainer.of(Blobs.network(), softmaxCrossEntropy(), adam(0.3f)).batchSize(32).epochs(5).validateOn(VALIDATION)
        .callback(Checkpoints.to(before)).callback(EarlyStopping.patience(99)).callback(Checkpoints.to(behind))
        .fit(TRAINING);
    assertThat(TrainingState.load(before).callbacks()).usingRecursiveComparison()
        .isEqualTo(TrainingState.load(behind).callbacks());
  }

  @Test
  void aRunResumedAfterItsLastEpochStopsAtOnce() throws IOException {
    Path file = directory.resolve("checkpoint.safetensors");
    Network whole = Blobs.network();
    Trainer trainer = Trainer.of(whole, softmaxCrossEntropy(), adam(0.3f)).batchSize(32).epochs(60)
        .validateOn(VALIDATION).callback(Checkpoints.to(file)).callback(EarlyStopping.patience(4));
    History expected = trainer.fit(TRAINING);
    float[] weights = whole.parameters().values().clone();
    History history = trainer.resume(TrainingState.load(file)).fit(TRAINING);
    assertThat(history).isEqualTo(expected);
    assertThat(whole.parameters().values()).isEqualTo(weights);
  }

  @Test
  void theMemoryOfAnotherMonitorIsRefused() throws IOException {
    TrainingState state = interruptedAfter(directory, STEPS_PER_EPOCH + 1);
    Trainer trainer = Trainer.of(Blobs.network(), softmaxCrossEntropy(), adam(0.01f)).batchSize(32).epochs(4).seed(7)
        .schedule(Schedules.cosine().withWarmUp(3)).augment(Augmentation.parse("flip, shift 1, cutout 8"))
        .averageWeights(0.9)
        .validateOn(VALIDATION).resume(state);
    EarlyStopping accuracy = EarlyStopping.patience(3).withMonitor(EarlyStopping.Monitor.VALIDATION_ACCURACY);
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.callback(accuracy).fit(TRAINING))
        .withMessage("expected the monitor VALIDATION_ACCURACY in the saved memory of 'EarlyStopping', got"
            + " VALIDATION_LOSS");
    assertThat(trainer.callback(EarlyStopping.patience(3).withoutRestoring()).fit(TRAINING).epochs()).hasSize(4);
  }

  @Test
  void anInterruptedThreadEndsTheRunBetweenTwoStepsAndLeavesACheckpoint() throws IOException {
    Path file = directory.resolve("checkpoint.safetensors");
    Network whole = Blobs.network();
    trainer(whole).fit(TRAINING);
    Callback interrupting = new Callback() {
      @Override
      public void onStep(StepInfo step, TrainingControl run) {
        if (step.step() == STEPS_PER_EPOCH + 2) {
          Thread.currentThread().interrupt();
        }
      }
    };
    History history = trainer(Blobs.network()).callback(Checkpoints.to(file)).callback(interrupting).fit(TRAINING);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(history.end()).isEqualTo(History.End.INTERRUPTED);
    assertThat(history.epochs()).hasSize(1);
    assertThat(TrainingState.load(file).position().stepInEpoch()).isEqualTo(2);
    Network resumed = Blobs.network();
    trainer(resumed).resume(TrainingState.load(file)).fit(TRAINING);
    assertThat(resumed.parameters().values()).isEqualTo(whole.parameters().values());
  }

  @Test
  void rejectsTheStateOfAnotherRun() throws IOException {
    TrainingState state = interruptedAfter(directory, 2);
    Trainer trainer = trainer(Blobs.network()).resume(state);
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.seed(8).fit(TRAINING))
        .withMessage("expected the state of a run with seed 8, got one with 7");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.fit(TRAINING.head(100)))
        .withMessageContaining("trainingData");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.batchSize(16).fit(TRAINING))
        .withMessageContaining("batchSize 16");
  }

  @Test
  void textsThatACheckpointCannotKeepAreRefusedBeforeTheRun() {
    Checkpoints checkpoints = Checkpoints.to(directory.resolve("never"));
    Map<String, String> none = new HashMap<>();
    none.put("run", null);
    assertThatIllegalArgumentException().isThrownBy(() -> checkpoints.withMetadata(none))
        .withMessage("expected texts as metadata, got null as the value of 'run'");
    assertThatIllegalArgumentException().isThrownBy(() -> checkpoints.withMetadata(Map.of("weft.training", "mine")))
        .withMessage("expected metadata without the key weft.training, which is the file's own");
  }

  @Test
  void aCheckpointThatCannotBeWrittenEndsTheRun() {
    Path file = directory.resolve("missing").resolve("checkpoint.safetensors");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> trainer(Blobs.network()).callback(Checkpoints.to(file)).fit(TRAINING))
        .withMessageContaining(file.toString());
  }
}
