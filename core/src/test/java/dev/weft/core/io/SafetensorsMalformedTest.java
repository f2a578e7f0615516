package dev.weft.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsMalformedTest {

  @TempDir
  Path directory;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("bad.safetensors"), bytes);
  }

  private static byte[] bytes(long length, byte[] header, int dataBytes) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putLong(length).put(header).array();
  }

  /** A file with this header, in which single quotes stand for double ones, and so many bytes of data. */
  private Path file(String header, int dataBytes) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return file(bytes(json.length, json, dataBytes));
  }

  private static void assertRejected(Path file, String expected, String got) {
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(file + ": expected " + expected + ", got " + got);
    assertThatThrownBy(() -> Safetensors.readHeader(file)).isInstanceOf(ModelFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void rejectsAFileTooShortForTheLength(int size) throws IOException {
    assertRejected(file(new byte[size]), "8 bytes with the length of the header", "a file of " + size + " bytes");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "11,11", "-1,18446744073709551615", "9223372036854775807,9223372036854775807"})
  void rejectsALengthThatCannotBe(long length, String printed) throws IOException {
    byte[] header = "{}        ".getBytes(StandardCharsets.UTF_8);
    assertRejected(
        file(bytes(length, header, 0)), "a header of 2 to 10 bytes in this file of 18", "a length of " + printed);
  }

  @Test
  void aDeviceOrAPipeIsNamed() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "needs a device");
    assertThatThrownBy(() -> Safetensors.read(device)).isInstanceOf(IOException.class)
        .hasMessage("cannot read /dev/null: expected a regular file, got a device, a pipe or a socket");
  }

  @Test
  void rejectsAHeaderOfMoreThanAHundredMegabytesWithoutReadingIt() throws IOException {
    Path file = file(bytes(100_000_001, new byte[0], 0));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(200_000_000);
    }
    assertRejected(
        file, "a header of 2 to 100000000 bytes in this file of 200000000", "a length of 100000001");
  }

  @Test
  void rejectsAHeaderThatIsNotUtf8() throws IOException {
    byte[] header = {'{', '"', (byte) 0xff, '"', '}'};
    assertThatThrownBy(() -> Safetensors.read(file(bytes(5, header, 0)))).hasMessageContaining("a header in UTF-8");
  }

  @Test
  void rejectsAHeaderThatStartsWithSomethingElse() throws IOException {
    assertRejected(file(" {}", 0), "a header that starts with '{'", "byte 32");
    assertRejected(file("[1]", 0), "a header that starts with '{'", "byte 91");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'a'", "{]", "{} x", "{'a':1,'a':2}", "{'__metadata__':{'k':'1','k':'2'}}"})
  void rejectsAHeaderThatIsNotStrictJson(String header) throws IOException {
    Path file = file(header, 0);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + ": header in JSON: line 1 column ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
          "{'__metadata__':[]} | __metadata__ to be a JSON object | an array",
          "{'__metadata__':{'k':1}} | a string as metadata 'k' | 1",
          "{'__metadata__':{'k':null}} | a string as metadata 'k' | null",
          "{'t':7} | tensor 't' to have a JSON object | 7",
          "{'t':{'dtype':'F32','shape':[1]}}"
              + "| tensor 't' to have the fields [dtype, shape, data_offsets] | [dtype, shape]",
          "{'t':{'dtype':32,'shape':[1],'data_offsets':[0,4]}} | tensor 't' to have a string as dtype | 32",
          "{'t':{'dtype':'F32','shape':4,'data_offsets':[0,4]}} | tensor 't' to have an array as shape | 4",
          "{'t':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}"
              + "| tensor 't' to have integers of 0 or more as shape | [-1]",
          "{'t':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}}"
              + "| tensor 't' to have integers of 0 or more as shape | [1.0]",
          "{'t':{'dtype':'F32','shape':[4294967297],'data_offsets':[0,4]}}"
              + "| tensor 't' to have extents of at most 2147483647 | shape [4294967297]",
          "{'t':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,4]}}"
              + "| tensor 't' to have at most 2147483647 elements | shape [65536, 65536]",
          "{'t':{'dtype':'F32','shape':[1],'data_offsets':'0'}} | tensor 't' to have an array as data_offsets"
              + " | the string '0'",
          "{'t':{'dtype':'F32','shape':[1],'data_offsets':[0]}}"
              + "| tensor 't' to have two ascending data_offsets within the 4 bytes of data | [0]",
          "{'t':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}"
              + "| tensor 't' to have two ascending data_offsets within the 4 bytes of data | [4, 0]",
          "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}"
              + "| tensor 't' to have two ascending data_offsets within the 4 bytes of data | [0, 8]",
          "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}"
              + "| tensor 't' to have 8 bytes for shape (2,) of F32 | data_offsets [0, 4], 4 bytes",
          "{'t':{'dtype':'F4','shape':[3],'data_offsets':[0,2]}}"
              + "| tensor 't' to have a whole number of bytes for shape (3,) of F4 | data_offsets [0, 2], 2 bytes",
      })
  void rejectsWrongMembersWithFourBytesOfData(String header, String expected, String got) throws IOException {
    assertRejected(file(header, 4), expected, got);
  }

  /** As the reference implementation in Rust does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
          "{'__metadata__':null,'t':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
          "{'t':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'x':0}}",
      })
  void readsNullMetadataAndFieldsItDoesNotKnow(String header) throws IOException {
    SafetensorsHeader read = Safetensors.readHeader(file(header, 4));
    assertThat(read.metadata()).isEmpty();
    assertThat(read.entries()).extracting(SafetensorsHeader.Entry::name).containsExactly("t");
  }

  @Test
  void rejectsADtypeThatTheFormatDoesNotKnow() throws IOException {
    Path file = file("{'t':{'dtype':'F33','shape':[1],'data_offsets':[0,4]}}", 4);
    assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("F32").hasMessageEndingWith(", got 'F33'");
  }

  @Test
  void readsTheHeaderButNotTheTensorsOfAnotherDtype() throws IOException {
    Path file = file("{'t':{'dtype':'F16','shape':[2],'data_offsets':[0,4]}}", 4);
    assertThat(Safetensors.readHeader(file).entries().getFirst().dtype()).isEqualTo("F16");
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(file + ": expected tensor 't' to have dtype F32, got F16");
  }

  private static String two(int begin, int end) {
    return "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
        + "'b':{'dtype':'F32','shape':[1],'data_offsets':["
        + begin
        + ","
        + end
        + "]}}";
  }

  @Test
  void rejectsTensorsThatOverlap() throws IOException {
    assertRejected(
        file(two(4, 8), 8),
        "tensor 'b' to have data from offset 8",
        "from 4 (overlapping the tensor before)");
  }

  @Test
  void rejectsHolesBetweenTensors() throws IOException {
    assertRejected(
        file(two(12, 16), 16), "tensor 'b' to have data from offset 8", "from 12 (leaving a hole)");
  }

  @Test
  void rejectsTrailingBytes() throws IOException {
    assertRejected(file(two(8, 12), 13), "data of 12 bytes, as the header says", "13 bytes");
    assertRejected(file("{}", 1), "data of 0 bytes, as the header says", "1 bytes");
  }

  @Test
  void acceptsTensorsInAnyOrderOfTheHeader() throws IOException {
    Path file =
        file(
            "{'b':{'dtype':'F32','shape':[1],'data_offsets':[8,12]},"
                + "'e':{'dtype':'F32','shape':[0],'data_offsets':[8,8]},"
                + "'a':{'data_offsets':[0,8],'dtype':'F32','shape':[2]}}   ",
            12);
    assertThat(Safetensors.read(file).tensors().keySet()).containsExactly("a", "e", "b");
  }

  @Property(tries = 60)
  void rejectsAFileCutAnywhere(@ForAll @IntRange(max = 155) int kept) throws IOException {
    Path file = Files.createTempFile("weft", ".safetensors");
    try {
      Tensor tensor = Tensor.wrap(new float[10], 0, Shape.of(10));
      Safetensors.write(file, Map.of("k", "v"), List.of(new NamedTensor("t", tensor)));
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, Math.min(kept, whole.length - 1)));
      assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(ModelFormatException.class);
    } finally {
      Files.delete(file);
    }
  }
}
