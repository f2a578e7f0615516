package dev.weft.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

  @TempDir
  Path directory;

  private static NamedTensor named(String name, Shape shape, float... values) {
    return new NamedTensor(name, Tensor.wrap(values, 0, shape));
  }

  private Path write(Map<String, String> metadata, NamedTensor... tensors) throws IOException {
    Path file = directory.resolve("m.safetensors");
    Safetensors.write(file, metadata, List.of(tensors));
    return file;
  }

  @Test
  void writesTheBytesOfTheFormat() throws IOException {
    Path file =
        write(
            Map.of("b", "2", "a", "1"),
            named("w", Shape.of(1, 2), 1f, -2f),
            named("s", Shape.of(), 0.5f),
            named("none", Shape.of(0, 3)));

    String json =
        "{\"__metadata__\":{\"a\":\"1\",\"b\":\"2\"},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"s\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]},"
            + "\"none\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[12,12]}}";
    String padded = json + " ".repeat(-json.length() & 7);
    ByteBuffer expected = ByteBuffer.allocate(8 + padded.length() + 12).order(ByteOrder.LITTLE_ENDIAN);
    expected.putLong(padded.length()).put(padded.getBytes(StandardCharsets.UTF_8));
    expected.putFloat(1f).putFloat(-2f).putFloat(0.5f);
    assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
  }

  @Test
  void readsBackNamesShapesValuesAndMetadataInOrder() throws IOException {
    Path file =
        write(
            Map.of("architecture", "{\"é\": \"😀\"}", "seed", "2023"),
            named("z/kernel", Shape.of(2, 3), 1, 2, 3, 4, 5, 6),
            named("a/bias", Shape.of(3), 7, 8, 9),
            named("scalar", Shape.of(), 10),
            named("empty", Shape.of(0)));

    SafetensorsFile read = Safetensors.read(file);

    assertThat(read.file()).isEqualTo(file);
    assertThat(read.metadata()).isEqualTo(Map.of("architecture", "{\"é\": \"😀\"}", "seed", "2023"));
    assertThat(read.tensors().keySet()).containsExactly("z/kernel", "a/bias", "scalar", "empty");
    assertThat(read.tensor("z/kernel", Shape.of(2, 3)).toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(read.tensor("a/bias", Shape.of(3)).toArray()).containsExactly(7, 8, 9);
    assertThat(read.tensor("scalar", Shape.of()).toArray()).containsExactly(10);
    assertThat(read.tensor("empty", Shape.of(0)).toArray()).isEmpty();
  }

  @Test
  void writesOnlyTheTensorsPartOfASharedArray() throws IOException {
    Path file = write(Map.of(), new NamedTensor("part", Tensor.wrap(new float[] {9, 1, 2, 9}, 1, Shape.of(2))));
    assertThat(Safetensors.read(file).tensors().get("part").toArray()).containsExactly(1, 2);
  }

  @Test
  void keepsEveryBitOfAFloat() throws IOException {
    int[] bits = {0x7fc00001, 0xffa00000, 0x80000000, 0x00000001, 0x7f800000, 0x7f7fffff};
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
    }
    float[] read = Safetensors.read(write(Map.of(), named("x", Shape.of(6), values))).tensors().get("x").toArray();
    for (int i = 0; i < bits.length; i++) {
      assertThat(Float.floatToRawIntBits(read[i])).isEqualTo(bits[i]);
    }
  }

  @Test
  void readsTensorsLargerThanItsBuffer() throws IOException {
    float[] values = new float[50_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Path file = write(Map.of(), named("x", Shape.of(values.length), values), named("y", Shape.of(1), -1));
    assertThat(Safetensors.read(file).tensors().get("x").toArray()).isEqualTo(values);
    assertThat(Safetensors.read(file).tensors().get("y").toArray()).containsExactly(-1);
  }

  @Test
  void givesTheSameBytesForEqualMetadataInAnyOrder() throws IOException {
    Map<String, String> forwards = new LinkedHashMap<>();
    Map<String, String> backwards = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      forwards.put("key" + i, "v" + i);
      backwards.put("key" + (19 - i), "v" + (19 - i));
    }
    byte[] first = Files.readAllBytes(write(forwards, named("x", Shape.of(1), 1)));
    assertThat(Files.readAllBytes(write(backwards, named("x", Shape.of(1), 1)))).isEqualTo(first);
  }

  @Test
  void readsTheHeaderAlone() throws IOException {
    SafetensorsHeader header = Safetensors.readHeader(write(Map.of("k", "v"), named("x", Shape.of(2), 1, 2)));
    assertThat(header.metadata()).isEqualTo(Map.of("k", "v"));
    assertThat(header.entries())
        .containsExactly(new SafetensorsHeader.Entry("x", "F32", Shape.of(2), 0, 8));
  }

  @Test
  void namesATensorThatIsMissingOrOfAnotherShape() throws IOException {
    SafetensorsFile read = Safetensors.read(write(Map.of(), named("x", Shape.of(2), 1, 2)));
    assertThatThrownBy(() -> read.tensor("y", Shape.of(2)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(read.file() + ": expected a tensor 'y', got only [x]");
    assertThatThrownBy(() -> read.tensor("x", Shape.of(1, 2)))
        .hasMessage(read.file() + ": expected shape (1, 2) of tensor 'x', got (2,)");
    assertThatThrownBy(() -> read.metadata("seed")).hasMessage(read.file() + ": expected metadata 'seed', got only []");
  }

  @Test
  void refusesToWriteOneNameTwiceOrTheReservedName() {
    NamedTensor x = named("x", Shape.of(1), 1);
    assertThatThrownBy(() -> write(Map.of(), x, x)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> write(Map.of(), named("__metadata__", Shape.of(1), 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got '__metadata__'");
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    Path missing = directory.resolve("none.safetensors");
    assertThatThrownBy(() -> Safetensors.read(missing)).hasMessage("cannot read " + missing + ": no such file");
    assertThatThrownBy(() -> Safetensors.read(directory))
        .hasMessage("cannot read " + directory + ": expected a file, got a directory");
  }

  @Property(tries = 50)
  void readsBackWhateverItWrote(@ForAll @Size(max = 5) List<@IntRange(max = 40) Integer> sizes) throws IOException {
    Path file = Files.createTempFile("weft", ".safetensors");
    try {
      List<NamedTensor> tensors = new ArrayList<>();
      for (int i = 0; i < sizes.size(); i++) {
        float[] values = new float[sizes.get(i)];
        for (int at = 0; at < values.length; at++) {
          values[at] = at * 0.1f;
        }
        tensors.add(named("t" + i, Shape.of(values.length), values));
      }
      Safetensors.write(file, Map.of("n", "" + sizes.size()), tensors);
      Map<String, Tensor> read = Safetensors.read(file).tensors();
      assertThat(read).hasSize(tensors.size());
      for (NamedTensor tensor : tensors) {
        assertThat(read.get(tensor.name()).toArray()).isEqualTo(tensor.tensor().toArray());
      }
    } finally {
      Files.delete(file);
    }
  }
}
