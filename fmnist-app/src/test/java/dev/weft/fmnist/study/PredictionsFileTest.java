package dev.weft.fmnist.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.fmnist.data.DataFormatException;
import dev.weft.optim.train.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionsFileTest {

  private static final List<String> NAMES = List.of("cat", "dog");

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("predictions.csv");
    PredictionsFile.write(file,
        new Evaluation(0.25, new float[] {0.75f, 0.25f, 1e-9f, 0.1f}, new int[] {0, 1}, new int[] {0, 0}, NAMES));
  }

  @Test
  void aLineHasPlaceClassesAndProbabilities() {
    assertThat(file).hasContent("index,true,predicted,cat,dog\n0,0,0,0.75,0.25\n1,0,1,1.0E-9,0.1\n");
  }

  @Test
  void whatIsReadIsWhatWasWrittenToTheLastBit() throws IOException {
    Evaluation read = PredictionsFile.read(file, NAMES, 0.25);

    assertThat(read.loss()).isEqualTo(0.25);
    assertThat(read.probabilities()).containsExactly(0.75f, 0.25f, 1e-9f, 0.1f);
    assertThat(read.predicted()).containsExactly(0, 1);
    assertThat(read.truth()).containsExactly(0, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,0,1,0.5", "2,0,1,0.5,0.5", "1,0,2,0.5,0.5", "1,0,1,0.5,half", "1,0,1,NaN,0.5", "1,0,1,-0.1,0.5",
          "1,0,1,0.5,1.1", "", "1,0,1,0.5,0.5,0"})
  void aDamagedLineIsNamed(String line) throws IOException {
    Files.writeString(file, "index,true,predicted,cat,dog\n0,0,0,0.75,0.25\n" + line + "\n");

    assertThatThrownBy(() -> PredictionsFile.read(file, NAMES, 0)).isInstanceOf(DataFormatException.class)
        .hasMessage(
            file + ", line 3: expected image 1, its true and its predicted class and 2 probabilities from 0 to 1, got "
                + (line.isEmpty() ? "an empty line" : line));
  }

  @Test
  void anotherHeaderIsRefused() throws IOException {
    assertThatThrownBy(() -> PredictionsFile.read(file, List.of("cat", "cow"), 0)).hasMessage(
        file + ": expected the header index,true,predicted,cat,cow, got index,true,predicted,cat,dog");
    Files.writeString(file, "");
    assertThatThrownBy(() -> PredictionsFile.read(file, NAMES, 0)).hasMessageContaining("got an empty file");
  }
}
