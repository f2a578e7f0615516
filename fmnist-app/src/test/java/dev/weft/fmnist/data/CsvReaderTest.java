package dev.weft.fmnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {

  @TempDir
  private Path folder;

  static String header() {
    StringJoiner header = new StringJoiner(",").add("label");
    for (int i = 1; i <= 784; i++) {
      header.add("pixel" + i);
    }
    return header.toString();
  }

  static String row(int label, byte[] pixels, int image) {
    StringJoiner row = new StringJoiner(",").add(Integer.toString(label));
    for (int i = 0; i < 784; i++) {
      row.add(Integer.toString(pixels[image * 784 + i] & 0xff));
    }
    return row.toString();
  }

  private static final byte[] PIXELS = IdxFiles.pixels(3, 5);
  private static final String ROW_0 = row(9, PIXELS, 0);
  private static final String ROW_1 = row(0, PIXELS, 1);
  private static final String ROW_2 = row(4, PIXELS, 2);

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("some.csv"), content);
  }

  private void assertRejected(String content, String message) throws IOException {
    Path file = file(content);
    assertThatThrownBy(() -> CsvReader.read(file)).isInstanceOf(DataFormatException.class)
        .hasMessage(file + message);
  }

  private void assertReadsThree(String content) throws IOException {
    CsvReader.Labelled read = CsvReader.read(file(content));
    assertThat(read.labels()).containsExactly(9, 0, 4);
    assertThat(read.pixels()).isEqualTo(PIXELS);
  }

  @Test
  void readsLabelsAndPixels() throws IOException {
    assertReadsThree(header() + "\n" + ROW_0 + "\n" + ROW_1 + "\n" + ROW_2 + "\n");
  }

  @Test
  void readsAFileWithoutHeaderOrLastLineBreak() throws IOException {
    assertReadsThree(ROW_0 + "\n" + ROW_1 + "\n" + ROW_2);
  }

  @Test
  void readsLinesThatEndInCarriageReturns() throws IOException {
    assertReadsThree(header() + "\r\n" + ROW_0 + "\r\n" + ROW_1 + "\r\n" + ROW_2 + "\r\n");
  }

  @Test
  void readsAGzippedFile() throws IOException {
    String content = header() + "\n" + ROW_0 + "\n";
    Path file = Files.write(folder.resolve("some.csv"),
        IdxFiles.gzip(content.getBytes(StandardCharsets.US_ASCII)));
    assertThat(CsvReader.read(file).labels()).containsExactly(9);
  }

  @Test
  void rejectsAShortRow() throws IOException {
    assertRejected(header() + "\n" + ROW_0 + "\n5,17,3\n", " line 3: expected 785 values, got 3 values");
  }

  @Test
  void rejectsAFileThatIsCutOffWithinARow() throws IOException {
    assertRejected(header() + "\n" + ROW_0 + "\n5,17", " line 3: expected 785 values, got 2 values");
  }

  @Test
  void rejectsAnEmptyLine() throws IOException {
    assertRejected(ROW_0 + "\n\n" + ROW_1 + "\n", " line 2: expected 785 values, got 0 value");
  }

  @Test
  void rejectsALongRow() throws IOException {
    assertRejected(ROW_0 + ",7\n", " line 1: expected 785 values, got more");
  }

  @Test
  void rejectsWhatIsNotANumber() throws IOException {
    assertRejected(header() + "\n5,x" + ROW_0.substring(3) + "\n",
        " line 2: expected a whole number from 0 to 255 in column 2, got the character 'x'");
    assertRejected("5,-1" + ROW_0.substring(3),
        " line 1: expected a whole number from 0 to 255 in column 2, got the character '-'");
    assertRejected("5,1.5,7\n",
        " line 1: expected a whole number from 0 to 255 in column 2, got the character '.'");
  }

  @Test
  void rejectsAPixelAbove255() throws IOException {
    assertRejected("5,256,7\n", " line 1: expected a whole number from 0 to 255 in column 2, got 256");
    assertRejected("5,99999999999,7\n",
        " line 1: expected a whole number from 0 to 255 in column 2, got a longer one");
  }

  @Test
  void rejectsALabelAboveNine() throws IOException {
    assertRejected("10,1,1\n", " line 1: expected a whole number from 0 to 9 in column 1, got 10");
  }

  @Test
  void rejectsAHeaderWithOtherColumns() throws IOException {
    assertRejected("id,name\n1,2\n",
        " line 1: expected a header of 785 columns, label,pixel1,…,pixel784, got 2 columns beginning with \"id\"");
  }

  @Test
  void rejectsAFileWithoutImages() throws IOException {
    assertRejected("", ": expected lines of a label and 784 pixels, got no such line");
    assertRejected(header() + "\n", ": expected lines of a label and 784 pixels, got no such line");
  }
}
