package dev.weft.fmnist.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.weft.fmnist.cli.ReferenceNetworks.DropoutRates;
import dev.weft.fmnist.data.IdxFiles;
import dev.weft.layers.io.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Each damaged or unfit input ends in one line that names it, exit code 1, and no output. */
class BadInputTest {

  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";

  @TempDir
  private Path folder;

  private Path data;
  private Path out;

  @BeforeEach
  void writeGoodData() throws IOException {
    data = IdxFiles.writeDataset(folder.resolve("data"), 50, 10);
    out = folder.resolve("run");
  }

  private void trainingFails(String file, String... inMessage) {
    Cli.Result result = Cli.run("train", "--data", data, "--out", out, "--epochs", 1);
    assertFailure(result, file, inMessage);
    assertThat(out).doesNotExist();
  }

  private static void assertFailure(Cli.Result result, String file, String... inMessage) {
    assertThat(result.err()).hasLineCount(1).startsWith("error: ").contains(file).contains(inMessage);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
  }

  private void replace(String name, byte[] content) throws IOException {
    Files.deleteIfExists(data.resolve(name));
    Files.write(data.resolve(name), content);
  }

  private void gzipImages(java.util.function.UnaryOperator<byte[]> damage) throws IOException {
    byte[] gzip = IdxFiles.gzip(Files.readAllBytes(data.resolve(TRAIN_IMAGES)));
    Files.delete(data.resolve(TRAIN_IMAGES));
    replace(TRAIN_IMAGES + ".gz", damage.apply(gzip));
  }

  @Test
  void aTruncatedGzipFile() throws IOException {
    gzipImages(gzip -> Arrays.copyOf(gzip, gzip.length / 2));
    trainingFails(TRAIN_IMAGES + ".gz", "expected", "got", "cut off");
  }

  @Test
  void aCorruptGzipFile() throws IOException {
    gzipImages(gzip -> {
      gzip[gzip.length - 6] ^= 1; // in the checksum
      return gzip;
    });
    trainingFails(TRAIN_IMAGES + ".gz", "expected", "got", "damaged");
  }

  @Test
  void aWrongMagicNumber() throws IOException {
    byte[] content = Files.readAllBytes(data.resolve(TRAIN_IMAGES));
    content[2] = 9;
    replace(TRAIN_IMAGES, content);
    trainingFails(TRAIN_IMAGES, "magic", "got 0x00000903");
  }

  @Test
  void imagesOfAnotherSize() throws IOException {
    replace(TRAIN_IMAGES, IdxFiles.idx(new byte[50 * 100], 50, 10, 10));
    trainingFails(TRAIN_IMAGES, "expected images of shape (n, 28, 28)", "got shape (50, 10, 10)");
  }

  @Test
  void moreImagesThanLabels() throws IOException {
    replace(TRAIN_LABELS, IdxFiles.idx(IdxFiles.labels(49), 49));
    trainingFails(TRAIN_LABELS, "expected 50 labels", "got 49 labels");
  }

  @Test
  void aLabelAboveNine() throws IOException {
    byte[] labels = IdxFiles.labels(50);
    labels[7] = 10;
    replace(TRAIN_LABELS, IdxFiles.idx(labels, 50));
    trainingFails(TRAIN_LABELS, "expected labels from 0 to 9", "got 10");
  }

  @Test
  void aShortRowOfCsv() throws IOException {
    data = Files.createDirectory(folder.resolve("csv"));
    String header = "label," + IntStream.rangeClosed(1, 784).mapToObj(i -> "pixel" + i).collect(joining(",")) + "\n";
    Files.writeString(data.resolve("fashion-mnist_train.csv"), header + "3" + ",0".repeat(700) + "\n");
    Files.writeString(data.resolve("fashion-mnist_test.csv"), header + "3" + ",0".repeat(784) + "\n");
    trainingFails("fashion-mnist_train.csv", "expected", "got");
  }

  @Test
  void aDirectoryWithoutTheData() throws IOException {
    data = Files.createDirectory(folder.resolve("empty"));
    trainingFails(data.toString(), "expected", TRAIN_IMAGES, "got none of these files");
  }

  @Test
  void aMissingDirectory() {
    data = folder.resolve("missing");
    trainingFails(data.toString(), "got no such directory");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
  void anOutputDirectoryWithoutPermission() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(locked), "the superuser may write everywhere");
    out = locked.resolve("run");
    trainingFails(out.toString(), "permission denied");
  }

  @Test
  void anOutputDirectoryThatIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Cli.Result result = Cli.run("train", "--data", data, "--out", file, "--epochs", 1);
    assertThat(result.err()).hasLineCount(1).contains(file.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(file).hasContent("mine");
  }

  @Test
  void anEarlierRunIsNotReplacedByAccident() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("model.safetensors"), "mine");
    assertFailure(Cli.run("train", "--data", data, "--out", out, "--epochs", 1), out.toString(), "has not made");
    assertThat(out.resolve("model.safetensors")).hasContent("mine");
  }

  @Test
  void aLimitAboveTheNumberOfImages() {
    Cli.Result result = Cli.run("train", "--data", data, "--out", out, "--limit", 41);
    assertThat(result.err()).isEqualTo(
        "error: --limit: expected 1 to 40, the number of training images after the split, got 41\n");
    assertThat(result.code()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @Test
  void aModelFileCutInTheMiddle() throws IOException {
    Path model = folder.resolve("model.safetensors");
    ModelFile.save(model, ReferenceNetworks.dropoutNetwork(1, DropoutRates.DOCUMENT), Map.of());
    byte[] content = Files.readAllBytes(model);
    Files.write(model, Arrays.copyOf(content, content.length / 2));
    assertFailure(Cli.run("evaluate", "--model", model, "--data", data), model.toString(), "expected", "got");
  }

  @Test
  void aModelOfOtherImages() throws IOException {
    Path model = folder.resolve("model.safetensors");
    ModelFile.save(model, dev.weft.layers.Sequential.input(4).add(dev.weft.layers.Layers.dense(2)).build(1), Map.of());
    assertFailure(Cli.run("evaluate", "--model", model, "--data", data), model.toString(),
        "expected a network from (28, 28, 1) to 10 classes", "got one from (4,) to (2,)");
  }

  @Test
  void anUnknownKindOfImageDoesNotKeepTheOthersFromBeingClassified() throws IOException {
    Path model = folder.resolve("model.safetensors");
    ModelFile.save(model, ReferenceNetworks.dropoutNetwork(1, DropoutRates.DOCUMENT), Map.of());
    Path text = Files.writeString(folder.resolve("notes.txt"), "no picture");
    Path idx = data.resolve("t10k-images-idx3-ubyte");

    Cli.Result result = Cli.run("predict", "--model", model, text, idx);

    assertThat(result.err()).hasLineCount(1).contains(text.toString(), "expected a PNG, JPEG or IDX file", "got");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).hasLineCount(10);
    assertThat(result.out().lines()).allSatisfy(line -> assertThat(line).contains(idx.toString()).hasSameSizeAs(
        result.out().lines().findFirst().orElseThrow()));
  }
}
