package dev.weft.fmnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {

  private static final byte[] SMALL = IdxFiles.idx(new byte[] {1, 2, 3, 4, 5, (byte) 255}, 2, 3);

  @TempDir
  private Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("some-idx"), content);
  }

  private void assertRejected(byte[] content, String... parts) throws IOException {
    Path file = file(content);
    assertThatThrownBy(() -> IdxReader.read(file)).isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(file + ": expected ").hasMessageContainingAll(parts)
        .message().doesNotContain("\n");
  }

  @Test
  void readsShapeAndElementsOfAPlainFile() throws IOException {
    IdxArray array = IdxReader.read(file(SMALL));
    assertThat(array.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(array.bytes()).containsExactly(1, 2, 3, 4, 5, 255);
  }

  @Test
  void readsAGzippedFileWhateverItsName() throws IOException {
    IdxArray array = IdxReader.read(file(IdxFiles.gzip(SMALL)));
    assertThat(array.bytes()).containsExactly(1, 2, 3, 4, 5, 255);
  }

  @Test
  void readsMoreThanOneBufferful() throws IOException {
    byte[] pixels = IdxFiles.pixels(1000, 3);
    assertThat(IdxReader.read(file(IdxFiles.gzip(IdxFiles.idx(pixels, 1000, 28, 28)))).bytes()).isEqualTo(pixels);
  }

  @Test
  void digestsTheUncompressedFileWithItsHeader() throws Exception {
    String expected = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(SMALL));
    Path file = file(IdxFiles.gzip(SMALL));
    assertThat(IdxReader.read(file).sha256()).isEqualTo(expected);
    assertThat(IdxReader.digest(file)).isEqualTo(expected);
  }

  @Test
  void readsAStream() throws IOException {
    assertThat(IdxReader.read("stream", new ByteArrayInputStream(SMALL)).name()).isEqualTo("stream");
  }

  @Test
  void readsAnArrayWithoutElements() throws IOException {
    assertThat(IdxReader.read(file(IdxFiles.idx(new byte[0], 0, 28, 28))).bytes()).isEmpty();
  }

  @Test
  void rejectsAnotherMagicNumber() throws IOException {
    byte[] content = SMALL.clone();
    content[0] = 'P';
    assertRejected(content, "magic number 0x0000080n", "got 0x50000802");
  }

  @Test
  void rejectsElementsThatAreNotUnsignedBytes() throws IOException {
    byte[] content = SMALL.clone();
    content[2] = 0x0d; // float
    assertRejected(content, "unsigned bytes", "got 0x00000d02");
  }

  @Test
  void rejectsAFileThatEndsAtAnyByteOfItsHeader() throws IOException {
    for (int length = 0; length < 12; length++) {
      assertRejected(Arrays.copyOf(SMALL, length), "an IDX header", "ends within it");
    }
  }

  @Test
  void rejectsAFileWithTooFewElements() throws IOException {
    assertRejected(Arrays.copyOf(IdxFiles.idx(new byte[90], 9, 10), 60), "90 bytes of shape (9, 10)", "got ");
  }

  @Test
  void rejectsAFileWithTooManyElements() throws IOException {
    assertRejected(Arrays.copyOf(SMALL, SMALL.length + 1), "6 bytes of shape (2, 3)", "got more");
  }

  @Test
  void rejectsANegativeExtent() throws IOException {
    assertRejected(IdxFiles.idx(new byte[6], 2, -3), "extents of 0 or more", "-3 for axis 1");
  }

  @Test
  void rejectsAnExtentTheFileCannotHoldBeforeAskingForMemory() throws IOException {
    assertRejected(IdxFiles.idx(new byte[6], 2_000_000_000), "2000000000 bytes");
    assertRejected(IdxFiles.gzip(IdxFiles.idx(new byte[6], 2_000_000_000)), "2000000000 bytes");
    assertRejected(IdxFiles.idx(new byte[6], 70_000, 70_000, 0), "less than 2 GB", "[70000, 70000, 0]");
  }

  @Test
  void rejectsAGzipFileThatIsCutOff() throws IOException {
    byte[] content = IdxFiles.gzip(IdxFiles.idx(IdxFiles.pixels(10, 4), 10, 28, 28));
    for (int length : new int[] {5, 100, content.length / 2, content.length - 1}) {
      assertRejected(Arrays.copyOf(content, length), "a whole gzip file", "cut off");
    }
  }

  @Test
  void rejectsAGzipFileWithAFlippedBit() throws IOException {
    byte[] content = IdxFiles.gzip(IdxFiles.idx(new byte[7840], 10, 28, 28));
    content[content.length - 6] ^= 4; // in the checksum
    assertRejected(content, "an intact gzip file", "a damaged one");
  }

  @Test
  void rejectsAMissingFileAndADirectory() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> IdxReader.read(missing)).isInstanceOf(DataFormatException.class)
        .hasMessage(missing + ": expected a readable file, got no such file");
    assertThatThrownBy(() -> IdxReader.read(folder)).isInstanceOf(DataFormatException.class)
        .hasMessage(folder + ": expected a readable file, got a directory");
  }
}
