package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fmnist.cli.ReferenceNetworks.DropoutRates;
import dev.weft.fmnist.data.IdxFiles;
import dev.weft.layers.io.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

  @TempDir
  private Path folder;

  private Path data;
  private Path model;

  @BeforeEach
  void writeModelAndData() throws IOException {
    data = IdxFiles.writeDataset(folder.resolve("data"), 50, 10);
    model = folder.resolve("model.safetensors");
    ModelFile.save(model, ReferenceNetworks.dropoutNetwork(1, DropoutRates.DOCUMENT), Map.of());
  }

  private Cli.Result evaluate(Path predictions) {
    return Cli.run("evaluate", "--model", model, "--data", data, "--predictions", predictions);
  }

  @Test
  void olderPredictionsAreReplaced() throws IOException {
    Path predictions = Files.writeString(folder.resolve("predictions.csv"), "index,true,predicted,a\n");

    assertThat(evaluate(predictions).code()).isZero();
    assertThat(predictions).content().startsWith("index,true,predicted,").hasLineCount(11);
  }

  @Test
  void predictionsDoNotTakeThePlaceOfAnotherFile() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.csv"), "mine\n");
    Cli.Result result = evaluate(notes);
    assertThat(result.code()).isOne();
    assertThat(result.err()).isEqualTo(
        "error: " + notes + ": expected no file yet, or a file of predictions, which is replaced, got another file,"
            + " which stays (choose another name)\n");
    assertThat(notes).hasContent("mine");
  }

  @Test
  void predictionsDoNotTakeThePlaceOfTheModel() throws IOException {
    byte[] before = Files.readAllBytes(model);
    Path detour = data.resolve("..").resolve("model.safetensors");

    Cli.Result result = evaluate(detour);

    assertThat(result.err())
        .isEqualTo("error: --predictions: expected another file than that of --model, got " + detour + "\n");
    assertThat(result.code()).isEqualTo(2);
    assertThat(model).hasBinaryContent(before);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
  void norDoPredictionsWrittenThroughALink() throws IOException {
    assertThat(evaluate(Files.createSymbolicLink(folder.resolve("link"), model)).code()).isEqualTo(2);
  }

  @Test
  void whatIsNoFileIsNotReplaced() {
    Cli.Result result = evaluate(data);

    assertThat(result.err()).isEqualTo(
        "error: cannot write " + data + ": expected a regular file or none, got a directory\n");
    assertThat(result.code()).isEqualTo(1);
    assertThat(data).isDirectory();
  }
}
