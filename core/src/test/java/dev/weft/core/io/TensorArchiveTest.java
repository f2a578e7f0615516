package dev.weft.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors read one at a time, of every type, from safetensors files and from PyTorch's; torch_files.py made those. */
class TensorArchiveTest {

  @TempDir
  private Path folder;

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = TensorArchiveTest.class.getResourceAsStream(name)) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"types.pt", "types4.pt", "nested.pt"})
  void everyTypeOfPyTorchIsRead(String name) throws IOException {
    TensorArchive archive = TorchFile.open(resource(name));
    Tensor expected = Tensor.of(new float[] {1.5f, -2, 3, 0, 100, -7}, 2, 3);
    for (String type : List.of("float32", "float64", "float16", "bfloat16", "transposed", "part")) {
      assertThat(archive.read(type)).as(type).isEqualTo(expected);
    }
    for (String type : List.of("int64", "int32", "int16", "int8")) {
      assertThat(archive.read(type)).as(type).isEqualTo(Tensor.of(1, -2, 3));
    }
    assertThat(archive.read("uint8")).isEqualTo(Tensor.of(0, 200, 255));
    assertThat(archive.read("bool")).isEqualTo(Tensor.of(1, 0));
    assertThat(archive.read("scalar")).isEqualTo(Tensor.scalar(5));
    assertThat(archive.read("empty").shape()).isEqualTo(Shape.of(0, 4));
    assertThat(archive.read("parameter")).isEqualTo(Tensor.of(1, 2));
    assertThat(archive.entries().getFirst()).isEqualTo(new TensorArchive.Entry("float32", "F32", Shape.of(2, 3)));
    assertThat(archive.entries()).hasSize(15);
  }

  @Test
  void aTensorThatIsNotThereIsRefused() throws IOException {
    TensorArchive archive = TorchFile.open(resource("types.pt"));
    assertThatThrownBy(() -> archive.read("weight")).isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected a tensor 'weight', got only [float32");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "whole.pt | expected a state dict of tensors, as torch.save(model.state_dict(), …) writes it, got one with 'torch.nn.modules.linear.Linear'",
      "evil.pt | got one with 'posix.system'",
      "legacy.pt | expected a zip archive, as PyTorch writes it since 1.6, got another beginning; load and save it again in Python",
      "one.pt | expected a dictionary of tensors, got one tensor",
      "other.pt | expected tensors in a dictionary, or in one of its entries [state_dict, model_state_dict, model], got the keys [epoch, net]",
      "expanded.pt | expected a tensor within its storage of 1, got shape (3, 2) from 0 with strides [0, 0]"})
  void whatIsNoStateDictIsRefusedByName(String name, String message) throws IOException {
    Path file = resource(name);
    assertThatThrownBy(() -> TorchFile.open(file)).isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }

  /** Numbers that a pickle may lie about: the storage has eight bytes, two floats. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "0 | 2 | 1 | 2 | ",
      "0 | 3 | 1 | 2 | a tensor within its storage of 2",
      "1 | 2 | 1 | 2 | a tensor within its storage of 2",
      "0 | 2 | 2 | 2 | a tensor within its storage of 2",
      "-1 | 1 | 1 | 2 | a tensor within its storage of 2",
      "0 | 2 | -1 | 2 | a tensor within its storage of 2",
      "0 | 2147483647 | 0 | 2 | a tensor within its storage of 2",
      "2147483647 | 1 | 1 | 2 | a tensor within its storage of 2",
      "0 | 2 | 2147483647 | 2 | a tensor within its storage of 2",
      "0 | -2 | 1 | 2 | a shape of at most 2147483647 elements",
      "0 | 2 | 1 | 3 | 3 elements of F32 in 'data/0', got 8 bytes",
      "0 | 2 | 1 | 1073741826 | 1073741826 elements of F32 in 'data/0', got 8 bytes",
      "0 | 2 | 1 | -2 | a storage with type, name and size"})
  void aTensorBeyondItsStorageIsRefused(int offset, int extent, int stride, int size, String message)
      throws IOException {
    Path file = archive(pickle(offset, extent, stride, size), ZipEntry.STORED);
    if (message == null) {
      assertThat(TorchFile.open(file).read("w")).isEqualTo(Tensor.of(1, 2));
    } else {
      assertThatThrownBy(() -> TorchFile.open(file)).isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void whatIsCompressedIsRefused() throws IOException {
    Path file = archive(pickle(0, 2, 1, 2), ZipEntry.DEFLATED);
    assertThatThrownBy(() -> TorchFile.open(file)).isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("to be stored without compression");
  }

  @Test
  void aFileThatEndsEarlyIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(resource("types.pt"));
    for (int length = 0; length < whole.length; length += 97) {
      Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> TorchFile.open(file)).isInstanceOf(ModelFormatException.class);
    }
    assertThatThrownBy(() -> TorchFile.open(folder)).isInstanceOf(IOException.class)
        .hasMessageContaining("expected a file");
    assertThatThrownBy(() -> TorchFile.open(folder.resolve("none"))).isInstanceOf(IOException.class)
        .hasMessageContaining("got none");
  }

  @Test
  void everyTypeOfSafetensorsIsReadAloneAndWithAllOthers() throws IOException {
    Path file = folder.resolve("types.safetensors");
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    data.putDouble(0.1).putLong(-3).putLong(-1L).putInt(-1).putInt(-5).putFloat(Float.intBitsToFloat(0x7fc01234))
        .putShort((short) 0x3c01)
        .putShort((short) 0xc040).putShort((short) -1).putShort((short) -2).put((byte) -1).put((byte) -2).put((byte) 2)
        .put((byte) 9);
    String header =
        """
        {"f64":{"dtype":"F64","shape":[],"data_offsets":[0,8]},"i64":{"dtype":"I64","shape":[1],"data_offsets":[8,16]},
        "u64":{"dtype":"U64","shape":[1],"data_offsets":[16,24]},"u32":{"dtype":"U32","shape":[1],"data_offsets":[24,28]},
        "i32":{"dtype":"I32","shape":[1],"data_offsets":[28,32]},"f32":{"dtype":"F32","shape":[1],"data_offsets":[32,36]},
        "f16":{"dtype":"F16","shape":[1],"data_offsets":[36,38]},"bf16":{"dtype":"BF16","shape":[1],"data_offsets":[38,40]},
        "u16":{"dtype":"U16","shape":[1],"data_offsets":[40,42]},"i16":{"dtype":"I16","shape":[1],"data_offsets":[42,44]},
        "u8":{"dtype":"U8","shape":[1],"data_offsets":[44,45]},"i8":{"dtype":"I8","shape":[1],"data_offsets":[45,46]},
        "bool":{"dtype":"BOOL","shape":[1],"data_offsets":[46,47]},"f8":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[47,48]}}""";
    write(file, header, Arrays.copyOf(data.array(), 48));
    TensorArchive archive = Safetensors.open(file);
    Map<String,
        Float> expected = Map.ofEntries(Map.entry("f64", 0.1f), Map.entry("i64", -3f), Map.entry("u64", 0x1p64f),
            Map.entry("u32", 0x1p32f), Map.entry("i32", -5f), Map.entry("f16", 1 + 0x1p-10f),
            Map.entry("bf16", -3f),
            Map.entry("u16", 65535f), Map.entry("i16", -2f), Map.entry("u8", 255f), Map.entry("i8", -2f),
            Map.entry("bool", 1f));
    for (Map.Entry<String, Float> one : expected.entrySet()) {
      assertThat(archive.read(one.getKey()).item()).as(one.getKey()).isEqualTo(one.getValue());
    }
    assertThat(Float.floatToRawIntBits(archive.read("f32").item())).isEqualTo(0x7fc01234);
    assertThatThrownBy(() -> archive.read("f8")).isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected tensor 'f8' to have a dtype of [BOOL, U8").hasMessageContaining("got F8_E4M3");
    assertThatThrownBy(() -> archive.read("x")).isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("a tensor 'x'");
    assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("F8_E4M3");
    write(file, header.substring(0, header.lastIndexOf(",\"f8\"")) + "}", Arrays.copyOf(data.array(), 47));
    assertThat(Safetensors.read(file).tensors().get("f64").item()).isEqualTo(0.1f);
    Files.write(file, new byte[9]);
    assertThatThrownBy(() -> archive.read("f64")).isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("the end of the file");
  }

  private static void write(Path file, String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, all.putLong(json.length).put(json).put(data).array());
  }

  /** The pickle of a dictionary with one tensor. */
  private static byte[] pickle(int offset, int extent, int stride, int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text(out, "\u0080\u0002}");
    word(out, "w");
    text(out, "ctorch._utils\n_rebuild_tensor_v2\n((");
    word(out, "storage");
    text(out, "ctorch\nFloatStorage\n");
    word(out, "0");
    word(out, "cpu");
    number(out, size);
    text(out, "tQ");
    number(out, offset);
    number(out, extent);
    text(out, "\u0085");
    number(out, stride);
    text(out, "\u0085\u0089ccollections\nOrderedDict\n)RtRs.");
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String codes) {
    out.writeBytes(codes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void word(ByteArrayOutputStream out, String word) {
    text(out, "X" + (char) word.length() + "\0\0\0" + word);
  }

  private static void number(ByteArrayOutputStream out, int number) {
    out.write('J');
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }

  private Path archive(byte[] pickle, int method) throws IOException {
    byte[] floats = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(1).putFloat(2).array();
    Path file = folder.resolve("made.pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> part : Map.of("m/data.pkl", pickle, "m/data/0", floats).entrySet()) {
        ZipEntry entry = new ZipEntry(part.getKey());
        entry.setMethod(method);
        entry.setSize(part.getValue().length);
        CRC32 crc = new CRC32();
        crc.update(part.getValue());
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(part.getValue());
      }
    }
    return file;
  }
}
