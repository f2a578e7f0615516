package dev.weft.optim.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.NamedTensor;
import dev.weft.core.io.Safetensors;
import dev.weft.core.io.SafetensorsFile;
import dev.weft.optim.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States and their files with numbers that no run has are refused. */
class DamagedStateTest {

  private static final Dataset TRAINING = Blobs.images(200, 1);
  private static final int STEPS_PER_EPOCH = 7;

  @TempDir
  private Path directory;

  @Test
  void numbersThatNoRunHasAreRefused() throws IOException {
    TrainingState state = ResumeTest.interruptedAfter(directory, STEPS_PER_EPOCH + 1);
    assertThatIllegalArgumentException().isThrownBy(() -> at(state, new TrainingState.Position(2, 1, 1, 1, 1)))
        .withMessage("expected a history of 2 completed epochs, got 1");
    assertThatIllegalArgumentException().isThrownBy(() -> new TrainingState.Position(1, 1, Double.NaN, 1, 1))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> new TrainingState.Position(1, 1, 1, 1, -1))
        .withMessageContaining("-1");
    TrainingState tooGood = at(state, new TrainingState.Position(1, 1, 1, 33, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResumeTest.trainer(Blobs.network()).resume(tooGood).fit(TRAINING))
        .withMessage("expected at most 32 correct predictions in as many examples, got 33");
  }

  private static TrainingState at(TrainingState state, TrainingState.Position position) {
    return new TrainingState(state.settings(), position, state.values(), state.optimizer(), state.average(),
        state.callbacks(), state.history(), state.metadata());
  }

  @Test
  void rejectsAFileThatIsNotAState() throws IOException {
    Path file = directory.resolve("other.safetensors");
    Safetensors.write(file, Map.of(), List.of());
    assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> TrainingState.load(file))
        .withMessageContaining("weft.training");
    Safetensors.write(file, Map.of("weft.training", "{\"slots\":2}"), List.of());
    assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> TrainingState.load(file))
        .withMessageContaining("slots");
    Safetensors.write(file, Map.of("weft.training", "[1"), List.of());
    assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> TrainingState.load(file))
        .withMessageStartingWith(file + ": metadata 'weft.training': line 1 column 3: expected ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"\"epoch\":1|\"epoch\":2147483647", "\"epoch\":1|\"epoch\":3", "\"epoch\":1|\"epoch\":0",
          "\"slots\":2|\"slots\":100000000", "\"lossSum\":\"|\"lossSum\":\"NaN\",\"old\":\"",
          "\"seconds\":\"|\"seconds\":\"-1e300\",\"old\":\"", "\"correct\":|\"correct\":9223372036854775808,\"old\":",
          "\"history\":[\"1,|\"history\":[\"2,"})
  void aCheckpointWithNumbersThatCannotBeIsRefused(String whole, String damaged) throws IOException {
    Path file = directory.resolve("damaged.safetensors");
    ResumeTest.interruptedAfter(directory, STEPS_PER_EPOCH + 2).save(file);
    SafetensorsFile content = Safetensors.read(file);
    String state = content.metadata("weft.training");
    assertThat(state).contains(whole);
    List<NamedTensor> tensors =
        content.tensors().entrySet().stream().map(e -> new NamedTensor(e.getKey(), e.getValue())).toList();
    Safetensors.write(file, Map.of("weft.training", state.replace(whole, damaged)), tensors);
    assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> TrainingState.load(file))
        .withMessageStartingWith(file + ": metadata 'weft.training': ");
  }

  @Test
  void moreCorrectPredictionsThanExamplesAreRefused() throws IOException {
    TrainingState state = ResumeTest.interruptedAfter(directory, 2);
    TrainingState.Position position = new TrainingState.Position(0, 2, 1, Long.MAX_VALUE, 1);
    TrainingState damaged = new TrainingState(state.settings(), position, state.values(), state.optimizer(),
        state.average(), state.callbacks(), state.history(), state.metadata());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResumeTest.trainer(Blobs.network()).resume(damaged).fit(TRAINING))
        .withMessage("expected at most 64 correct predictions in as many examples, got 9223372036854775807");
  }
}
