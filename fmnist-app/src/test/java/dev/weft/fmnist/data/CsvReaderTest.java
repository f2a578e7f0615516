package dev.weft.fmnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertRejected(ROW_0 + "\n\n" + ROW_1 + "\n", " line 2: expected 785 values, got an empty line");
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

  private static String withLabelAt(int column, String label, String row) {
    List<String> fields = new ArrayList<>(List.of(row.split(",")));
    fields.set(0, label);
    fields.add(column, fields.removeFirst());
    return String.join(",", fields);
  }

  @Test
  void findsTheLabelByItsNameInAnyColumn() throws IOException {
    for (int column : new int[] {0, 1, 400, 784}) {
      for (String name : List.of("label", "class", "Class", "\"label\"", " target ")) {
        assertReadsThree(withLabelAt(column, name, header()) + "\n" + withLabelAt(column, "9", ROW_0) + "\n"
            + withLabelAt(column, "0", ROW_1) + "\n" + withLabelAt(column, "4", ROW_2) + "\n");
      }
    }
  }

  @Test
  void findsPixelsByTheirNamesInAnyOrder() throws IOException {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 785).boxed().toList());
    Collections.shuffle(order, new Random(3));
    StringBuilder file = new StringBuilder();
    for (String line : List.of(header(), ROW_0, ROW_1, ROW_2)) {
      String[] fields = line.split(",", -1);
      file.append(order.stream().map(i -> fields[i]).collect(Collectors.joining(","))).append('\n');
    }
    assertReadsThree(file.toString());
  }

  @Test
  void knowsOtherNamesOfPixels() throws IOException {
    String fromZero = IntStream.range(0, 784).mapToObj(i -> ",px_" + i).collect(Collectors.joining());
    String grid = IntStream.range(0, 784).mapToObj(i -> "," + (i / 28 + 1) + "x" + (i % 28 + 1))
        .collect(Collectors.joining());
    for (String header : List.of("label" + fromZero, "label" + grid)) {
      assertReadsThree(header + "\n" + ROW_0 + "\n" + ROW_1 + "\n" + ROW_2);
    }
  }

  @Test
  void rejectsAHeaderThatDoesNotSayWhatTheColumnsHold() throws IOException {
    assertRejected(header().replace("label", "id") + "\n" + ROW_0,
        " line 1: expected a header with a column named label or class, got \"id\" to \"pixel784\"");
    assertRejected(header().replace("pixel7,", "class,") + "\n" + ROW_0,
        " line 1: expected one column named label or class, got columns 1 and 8");
    assertRejected(header().replace("pixel784", "id") + "\n" + ROW_0,
        " line 1: expected columns label and pixel1 to pixel784, each once, got \"id\" in column 785");
    assertRejected(header().replace("pixel784", "pixel3") + "\n" + ROW_0,
        " line 1: expected columns label and pixel1 to pixel784, each once, got \"pixel3\" in column 785");
  }

  @Test
  void rejectsLabelsInTheLastColumnWithoutAHeader() throws IOException {
    String zeros = "0,".repeat(784);
    String message = ": expected a header that names the label's column, or the label in the first, got classes in the"
        + " last column, and fewer of them in the first";
    assertRejected(zeros + "3\n" + zeros + "8\n", message);
    String one = "1" + zeros.substring(1); // the first pixel is not quite black
    assertRejected(zeros + "3\n" + one + "8\n" + zeros + "0\n", message);
  }

  @Test
  void readsOverAByteOrderMark() throws IOException {
    assertReadsThree("\ufeff" + ROW_0 + "\n" + ROW_1 + "\n" + ROW_2 + "\n");
    assertReadsThree("\ufeff" + header() + "\n" + ROW_0 + "\n" + ROW_1 + "\n" + ROW_2 + "\n");
    assertReadsThree("\ufeff\"label\"" + header().substring(5) + "\n" + ROW_0 + "\n" + ROW_1 + "\n" + ROW_2 + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM", "UTF-32", "UTF-32LE"})
  void namesAnEncodingOfWiderCharacters(String encoding) throws IOException {
    for (String content : List.of(header() + "\n" + ROW_0, ROW_0)) {
      Path file = Files.write(folder.resolve("wide.csv"), content.getBytes(Charset.forName(encoding)));
      assertThatThrownBy(() -> CsvReader.read(file)).isInstanceOf(DataFormatException.class)
          .hasMessage(file + " line 1: expected text in ASCII or UTF-8, got text in UTF-16 or UTF-32");
    }
  }

  @Test
  void noOddFirstCharacterMakesTheFirstImageAHeader() throws IOException {
    for (String odd : List.of(" ", "\"", "#", "+", "'", "x", "\u00a0", "\u200b", "\ufeff\ufeff", "\0", ",")) {
      Path file = file(odd + ROW_0 + "\n" + ROW_1 + "\n");
      assertThatThrownBy(() -> CsvReader.read(file)).as(odd).isInstanceOf(DataFormatException.class)
          .hasMessageStartingWith(file + " line 1: expected a whole number from 0 to 9 in column 1, got the character");
    }
  }

  @Test
  void quotesAHeaderCutAndWithoutWhatSteersATerminal() throws IOException {
    assertRejected("a\u001b[2Jb" + "c".repeat(100) + "\n",
        " line 1: expected a header of 785 columns, label,pixel1,…,pixel784, got 1 column beginning with"
            + " \"a?[2Jb" + "c".repeat(14) + "…\"");
  }

  @Test
  void rejectsACompressedFileThatUnpacksToFarMoreThanImagesNeed() throws IOException {
    byte[] zeros = IdxFiles.gzip(("0,".repeat(784) + "0\n").repeat(200_000).getBytes(StandardCharsets.US_ASCII));
    Path file = Files.write(folder.resolve("bomb.csv.gz"), zeros);
    assertThatThrownBy(() -> CsvReader.read(file)).isInstanceOf(DataFormatException.class)
        .hasMessageContaining("bytes when unpacked, got more");
  }

  @Test
  void namesAnArchiveThatIsNotGzip() throws IOException {
    assertRejected("PK\3\4....", ": expected a plain or gzipped file, got a ZIP archive, to be unpacked first");
    assertRejected("BZh91AY", ": expected a plain or gzipped file, got a bzip2 file, to be unpacked first");
  }
}
