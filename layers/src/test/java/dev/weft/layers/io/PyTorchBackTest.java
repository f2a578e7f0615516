package dev.weft.layers.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.layers.engine.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PyTorch itself loads what Weft wrote: where {@code python3}, or {@code -Dtorch.python}, has it; else this is skipped. */
class PyTorchBackTest {

  private static final String PYTHON = System.getProperty("torch.python", "python3");
  private static final String MARK = "largest difference ";

  @TempDir
  private Path folder;

  private record Ended(int code, String output) {}

  private static Ended run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  @BeforeAll
  static void needsPyTorch() throws InterruptedException {
    boolean there;
    try {
      there = run(PYTHON, "-c", "import torch").code() == 0;
    } catch (IOException noPython) {
      there = false;
    }
    assumeTrue(there, PYTHON + " has no PyTorch");
  }

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = PyTorchBackTest.class.getResourceAsStream(name)) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  /** The modules that the layers of a network got their parameters from. */
  private static Map<String, String> modules(LoadedWeights loaded) {
    Map<String, String> modules = new HashMap<>();
    loaded.sources().forEach((parameter, tensor) -> {
      String first = tensor.split(" \\+ ", -1)[0];
      if (!first.equals("zeros")) {
        modules.put(parameter.substring(0, parameter.lastIndexOf('/')), new PyTorchLayout().place(first).module());
      }
    });
    return modules;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lenet", "batchnorm", "residual", "mobilenet", "others", "embedding", "lstm", "gru", "stacked",
          "unbiased", "conv1d", "conv1d_gru"})
  void pyTorchLoadsWhatWeftWroteAndPredictsTheSame(String name) throws IOException, InterruptedException {
    Network network = WeightsTest.network(name);
    LoadedWeights loaded = Weights.pytorch(resource(name + ".pt")).into(network);
    Path file = folder.resolve("back.safetensors");
    Weights.savePyTorch(file, network, modules(loaded)::get);
    for (String needed : List.of("torch_weights.py", name + ".io.pt")) {
      resource(needed);
    }
    Ended python = run(PYTHON, resource("torch_back.py").toString(), name, file.toString());
    assertThat(python.code()).as(python.output()).isZero();
    String difference = python.output().substring(python.output().indexOf(MARK) + MARK.length()).strip();
    assertThat(Double.parseDouble(difference)).isLessThan(1e-5);
  }
}
