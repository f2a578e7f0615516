package dev.weft.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files of Weft with {@code read_safetensors.py}, which follows the format's page and knows nothing of Weft. */
class SafetensorsPythonTest {

  @TempDir
  Path directory;

  @Test
  void pythonReadsWhatWeftWrote() throws Exception {
    Path file = directory.resolve("m.safetensors");
    Safetensors.write(
        file,
        Map.of("seed", "2023", "text", "é \"quoted\"\n😀"),
        List.of(
            new NamedTensor("conv/kernel", Tensor.wrap(new float[] {1, -2.5f, 0x1p-10f, 4}, 0, Shape.of(2, 2))),
            new NamedTensor("bias", Tensor.wrap(new float[] {9, 0.5f}, 1, Shape.of(1))),
            new NamedTensor("scalar", Tensor.wrap(new float[] {7}, 0, Shape.of()))));

    assertThat(python("read_safetensors.py", file).lines())
        .containsExactly(
            "@seed=\"2023\"",
            "@text=\"\\u00e9 \\\"quoted\\\"\\n\\ud83d\\ude00\"",
            "conv/kernel F32 (2, 2) [1.0, -2.5, 0.0009765625, 4.0]",
            "bias F32 (1,) [0.5]",
            "scalar F32 () [7.0]");
  }

  private String python(String script, Path argument) throws IOException, InterruptedException {
    Path copy = directory.resolve(script);
    try (InputStream resource = SafetensorsPythonTest.class.getResourceAsStream(script)) {
      Files.copy(resource, copy);
    }
    Path output = directory.resolve("output.txt");
    Process process;
    try {
      process =
          new ProcessBuilder("python3", copy.toString(), argument.toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      return abort("needs python3");
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("python3 ends within 30 s").isTrue();
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }
}
