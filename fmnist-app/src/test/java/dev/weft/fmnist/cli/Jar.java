package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.FashionMnistFile;
import dev.weft.fmnist.data.SampleData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The finished jar, run by the Java of the tests with the heap that the application promises to live in.
 *
 * @param folder for what it prints
 */
record Jar(Path folder) {

  private static final long PATIENCE_SECONDS = 120;

  /** What a run printed and returned. */
  record Run(int code, String out, String err) {}

  /** A run under way. */
  record Started(Process process, Path out, Path err) {

    /** Waits until a text is printed. */
    void awaitOutput(String text) throws IOException, InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!Files.readString(out).contains(text)) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new AssertionError("expected \"" + text + "\", got " + Files.readString(out) + Files.readString(err));
        }
        Thread.sleep(10);
      }
    }

    void signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    Run await() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("expected an end within " + PATIENCE_SECONDS + " s, got " + Files.readString(out));
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  static List<String> command(Object... arguments) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:-UsePerfData", "-jar",
        System.getProperty("fmnist.jar")));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  Started start(List<String> command) throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.remove("FMNIST_DATA");
    environment.put("WEFT_OFFLINE", "1");
    environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    return new Started(builder.start(), out, err);
  }

  Run run(Object... arguments) throws IOException, InterruptedException {
    return start(command(arguments)).await();
  }

  /** Writes the sample as the four files of the dataset. */
  static Path writeSample(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (FashionMnistFile file : FashionMnistFile.values()) {
      try (InputStream in = SampleData.class.getResourceAsStream("sample/" + file.gzipName())) {
        Files.copy(in, directory.resolve(file.gzipName()));
      }
    }
    return directory;
  }
}
