package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.IdxFiles;
import dev.weft.fmnist.tensorboard.TensorBoardLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardOptionTest {

  @TempDir
  private Path folder;

  private Path data;
  private Path logs;

  @BeforeEach
  void writeData() throws IOException {
    data = IdxFiles.writeDataset(folder.resolve("data"), 60, 20);
    logs = folder.resolve("logs");
  }

  private Cli.Result train(String run, Object... more) {
    Object[] arguments = {"train", "--data", data, "--epochs", 1, "--out", folder.resolve(run), "--tensorboard", logs};
    Object[] all = new Object[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Cli.run(all);
  }

  @Test
  void trainingWritesAFileForEachOfTheTwoRuns() throws IOException {
    Cli.Result result = train("run");

    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(TensorBoardLog.filesIn(logs)).extracting(file -> logs.relativize(file).getName(0).toString())
        .containsExactly("train", "validation");
  }

  @Test
  void theFilesOfAnotherRunAreKeptUnlessTheyMayBeOverwritten() throws IOException {
    train("first");
    List<Path> files = TensorBoardLog.filesIn(logs);

    Cli.Result refused = train("second");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).hasLineCount(1)
        .startsWith("error: " + logs + ": expected a directory without event files")
        .contains("train/events.out.tfevents.", "--overwrite");
    assertThat(folder.resolve("second")).doesNotExist();
    assertThat(TensorBoardLog.filesIn(logs)).isEqualTo(files);

    assertThat(train("third", "--overwrite").code()).isZero();
    assertThat(TensorBoardLog.filesIn(logs)).hasSize(2);
  }

  @Test
  void aFileInThePlaceOfTheDirectoryIsAnErrorOfOneLine() throws IOException {
    Files.createFile(logs);

    Cli.Result result = train("run");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).hasLineCount(1).contains(logs.toString());
  }

  @Test
  void eachOfSeveralRunsHasItsDirectory() throws IOException {
    Files.createDirectories(logs.resolve("baseline/train"));
    Files.createFile(logs.resolve("baseline/train/events.out.tfevents.1.host.1.0"));
    TensorBoardOption option = new TensorBoardOption(logs);

    assertThatThrownBy(() -> option.in("baseline").requireUsable(false)).isInstanceOf(DataFormatException.class)
        .hasMessageContaining(logs.resolve("baseline").toString());
    assertThatCode(() -> option.in("dropout").requireUsable(false)).doesNotThrowAnyException();
    assertThatCode(() -> new TensorBoardOption().in("baseline").requireUsable(false)).doesNotThrowAnyException();
  }
}
