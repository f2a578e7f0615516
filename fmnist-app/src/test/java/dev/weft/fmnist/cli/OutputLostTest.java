package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fmnist.data.IdxFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that cannot be printed. */
class OutputLostTest {

  @TempDir
  private Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String failure, String... arguments) {
    OutputStream broken = new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(failure);
      }
    };
    return Main.run(Screen.plain(new ResultStream(broken, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8), arguments), WarmUp.none(), arguments);
  }

  @Test
  void aFullDiskIsAnErrorOfOneLine() {
    assertThat(run("No space left on device", "doctor", "--help")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("error: cannot write the output: No space left on device\n");
  }

  @Test
  void aClosedPipeEndsWithoutAWord() {
    assertThat(run("Broken pipe", "generate-completion")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aTrainingThatNobodyReadsStopsWithACheckpoint() throws IOException {
    Path data = IdxFiles.writeDataset(folder.resolve("data"), 60, 20);
    Path out = folder.resolve("run");

    assertThat(run("Broken pipe", "train", "--data", data.toString(), "--out", out.toString(), "--epochs", "100"))
        .isEqualTo(1);

    assertThat(out.resolve("checkpoint.safetensors")).exists();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aTrainingWhoseLogIsLostFinishesAndTellsIt() throws IOException {
    Path data = IdxFiles.writeDataset(folder.resolve("data"), 60, 20);
    Path out = folder.resolve("run");

    assertThat(run("No space left on device", "train", "--data", data.toString(), "--out", out.toString(), "--epochs",
        "1")).isEqualTo(1);

    assertThat(out.resolve("metrics.json")).exists();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot write the output").hasLineCount(1);
  }
}
