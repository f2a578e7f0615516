package dev.weft.fmnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir
  private Path folder;

  @BeforeEach
  void writeDataset() throws IOException {
    IdxFiles.writeDataset(folder, 20, 10);
  }

  private FashionMnistData load() throws IOException {
    return DataDirectory.in(folder).orElseThrow().load("here");
  }

  private void assertRejected(String file, byte[] content, String message) throws IOException {
    Files.write(folder.resolve(file), content);
    assertThatThrownBy(this::load).isInstanceOf(DataFormatException.class)
        .hasMessage(folder.resolve(file) + ": " + message);
  }

  @Test
  void loadsPlainFiles() throws IOException {
    FashionMnistData data = load();
    assertThat(data.training().size()).isEqualTo(20);
    assertThat(data.test().size()).isEqualTo(10);
    assertThat(data.training().label(13)).isEqualTo(3);
    byte[] pixels = new byte[784];
    data.test().copyPixels(pixels, 0, 0);
    assertThat(pixels).isEqualTo(IdxFiles.pixels(1, 2));
    assertThat(data.source()).isEqualTo("here");
    assertThat(data.sample()).isFalse();
    assertThat(data.isOriginal()).isFalse();
    assertThat(data.digests().keySet()).containsExactly("train-images-idx3-ubyte", "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
  }

  @Test
  void loadsAMixtureOfPlainGzippedAndDottedNames() throws IOException {
    Path images = folder.resolve("train-images-idx3-ubyte");
    Files.write(folder.resolve("train-images-idx3-ubyte.gz"), IdxFiles.gzip(Files.readAllBytes(images)));
    Files.delete(images);
    Files.move(folder.resolve("t10k-labels-idx1-ubyte"), folder.resolve("t10k-labels.idx1-ubyte"));
    assertThat(load().training().size()).isEqualTo(20);
  }

  @Test
  void loadsKagglesCsvFiles(@TempDir Path csv) throws IOException {
    byte[] pixels = IdxFiles.pixels(2, 6);
    Files.writeString(csv.resolve(DataDirectory.TRAINING_CSV),
        CsvReaderTest.header() + "\n" + CsvReaderTest.row(3, pixels, 0) + "\n" + CsvReaderTest.row(5, pixels, 1));
    Files.writeString(csv.resolve(DataDirectory.TEST_CSV), CsvReaderTest.row(7, pixels, 1) + "\n");
    FashionMnistData data = DataDirectory.in(csv).orElseThrow().load("csv");
    assertThat(data.training().labels()).containsExactly(3, 5);
    assertThat(data.test().labels()).containsExactly(7);
    assertThat(data.digests().keySet()).containsExactly("fashion-mnist_train.csv", "fashion-mnist_test.csv");
  }

  @Test
  void loadsGzippedCsvFilesAndThoseInDirectoriesOfTheirNames(@TempDir Path csv) throws IOException {
    byte[] pixels = IdxFiles.pixels(2, 6);
    byte[] row = (CsvReaderTest.row(3, pixels, 0) + "\n").getBytes(StandardCharsets.US_ASCII);
    Files.write(csv.resolve(DataDirectory.TRAINING_CSV + ".gz"), IdxFiles.gzip(row));
    Path unpacked = Files.createDirectory(csv.resolve(DataDirectory.TEST_CSV));
    Files.write(unpacked.resolve(DataDirectory.TEST_CSV), row);
    FashionMnistData data = DataDirectory.in(csv).orElseThrow().load("csv");
    assertThat(data.training().labels()).containsExactly(3);
    assertThat(data.test().labels()).containsExactly(3);
  }

  @Test
  void loadsAnIdxFileInADirectoryOfItsName() throws IOException {
    Path file = folder.resolve("t10k-labels-idx1-ubyte");
    byte[] content = Files.readAllBytes(file);
    Files.delete(file);
    Files.createDirectory(file);
    Files.write(file.resolve("t10k-labels.idx1-ubyte"), content);
    assertThat(load().test().size()).isEqualTo(10);
  }

  @Test
  void namesWhatStandsInPlaceOfAFile(@TempDir Path empty) throws IOException {
    Files.createDirectory(empty.resolve(DataDirectory.TRAINING_CSV));
    assertThat(DataDirectory.whatIsWrong(empty)).isEqualTo("a directory fashion-mnist_train.csv without the file");
    Files.delete(empty.resolve(DataDirectory.TRAINING_CSV));
    Files.createFile(empty.resolve("train-images-idx3-ubyte.zip"));
    assertThat(DataDirectory.whatIsWrong(empty)).isEqualTo("train-images-idx3-ubyte.zip, to be unpacked first");
  }

  @Test
  void isAbsentWhenOneFileIsMissing() throws IOException {
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    assertThat(DataDirectory.in(folder)).isEmpty();
  }

  @Test
  void rejectsFewerLabelsThanImages() throws IOException {
    assertRejected("train-labels-idx1-ubyte", IdxFiles.idx(IdxFiles.labels(19), 19),
        "expected 20 labels, one for each image of " + folder.resolve("train-images-idx3-ubyte") + ", got 19 labels");
  }

  @Test
  void rejectsALabelAboveNine() throws IOException {
    byte[] labels = IdxFiles.labels(10);
    labels[4] = (byte) 200;
    assertRejected("t10k-labels-idx1-ubyte", IdxFiles.idx(labels, 10),
        "expected labels from 0 to 9, got 200 for image 4");
  }

  @Test
  void rejectsImagesOfAnotherSize() throws IOException {
    assertRejected("train-images-idx3-ubyte", IdxFiles.idx(new byte[20 * 32 * 32], 20, 32, 32),
        "expected images of shape (n, 28, 28), got shape (20, 32, 32)");
  }

  @Test
  void rejectsLabelsInPlaceOfImages() throws IOException {
    assertRejected("t10k-images-idx3-ubyte", IdxFiles.idx(new byte[10], 10),
        "expected images of shape (n, 28, 28), got shape (10,)");
  }

  @Test
  void rejectsImagesInPlaceOfLabels() throws IOException {
    assertRejected("t10k-labels-idx1-ubyte", IdxFiles.idx(new byte[10], 10, 1),
        "expected labels of shape (n,), got shape (10, 1)");
  }

  @Test
  void rejectsNoImagesAtAll() throws IOException {
    assertRejected("t10k-images-idx3-ubyte", IdxFiles.idx(new byte[0], 0, 28, 28),
        "expected at least one image, got none");
  }

  @Test
  void namesTheFileThatTheBackgroundThreadFoundDamaged() throws IOException {
    assertRejected("train-images-idx3-ubyte", new byte[] {0x1f, (byte) 0x8b, 8},
        "expected a whole gzip file, got one that is cut off");
  }
}
