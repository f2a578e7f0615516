package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.fmnist.data.IdxFiles;
import dev.weft.fmnist.tensorboard.TensorBoardLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies on made-up images that are interrupted, resumed and replaced. */
class StudyRestartTest {

  @TempDir
  private Path folder;

  private Path data;
  private Path out;

  @BeforeEach
  void writeData() throws IOException {
    data = IdxFiles.writeDataset(folder.resolve("data"), 60, 20);
    out = folder.resolve("study");
  }

  private Object[] study(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("study", "--data", data, "--out", out));
    arguments.addAll(List.of(more));
    return arguments.toArray();
  }

  private int epochs(String run) throws IOException {
    return new ObjectMapper().readTree(out.resolve(run).resolve("metrics.json").toFile()).get("epochs").asInt();
  }

  @Test
  void aStudyThatReplacesAnotherAndIsInterruptedGoesOn() throws IOException {
    assertThat(Cli.run(study("--epochs", 1)).code()).isZero();

    Cli.Result interrupted = Cli.runUntil("epoch 1/3", study("--overwrite", "--epochs", 3));

    assertThat(interrupted.code()).isEqualTo(143);
    assertThat(interrupted.out())
        .endsWith("Continue with: fmnist-app study --resume --out " + out + " --data " + data + "\n")
        .doesNotContain("train --resume");
    assertThat(out.resolve("study.json")).doesNotExist();
    assertThat(out.resolve("report.html")).doesNotExist();
    assertThat(out.resolve("dropout/metrics.json")).doesNotExist();
    assertThat(out.resolve("dropout/history.csv")).doesNotExist();
    assertThat(Cli.run("report", "--run", out, "--data", data).err()).contains("study --resume --out " + out);

    Cli.Result resumed = Cli.run(study("--resume"));

    assertThat(resumed.code()).isZero();
    assertThat(resumed.out()).doesNotContain("Done").contains("Resumed  after 1 epochs");
    assertThat(epochs("baseline")).isEqualTo(3);
    assertThat(epochs("dropout")).isEqualTo(3);
  }

  @Test
  void aWrongLimitIsNoticedBeforeAnythingIsDeleted() throws IOException {
    Cli.run(study("--epochs", 1));

    assertThat(Cli.run(study("--overwrite", "--limit", 1000)).code()).isEqualTo(2);

    assertThat(epochs("dropout")).isEqualTo(1);
  }

  @Test
  void aStudyThatWasKilledBeforeItsFirstCheckpointStartsAnew() throws IOException {
    Files.createDirectories(out.resolve("baseline"));

    assertThat(Cli.run(study("--resume")).err()).contains("expected an interrupted study to resume, got none");
    assertThat(Cli.run(study("--epochs", 1)).err()).isEmpty();
  }

  @Test
  void theEventFilesOfAnotherStudyAreKeptUnlessTheyMayBeOverwritten() throws IOException {
    Path logs = folder.resolve("logs");
    Path event = Files.createDirectories(logs.resolve("dropout/validation"))
        .resolve("events.out.tfevents.0000000001.host.1.0.weft");
    Files.createFile(event);

    Cli.Result refused = Cli.run(study("--epochs", 1, "--tensorboard", logs));
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).hasLineCount(1).contains(logs.resolve("dropout").toString(), "--overwrite");
    assertThat(event).exists();
    assertThat(out).doesNotExist();

    assertThat(Cli.run(study("--epochs", 1, "--tensorboard", logs, "--overwrite")).code()).isZero();
    assertThat(event).doesNotExist();
    assertThat(TensorBoardLog.filesIn(logs.resolve("dropout"))).hasSize(2);
  }
}
