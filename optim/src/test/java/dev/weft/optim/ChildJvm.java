package dev.weft.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a JVM of its own printed.
 *
 * @param out lines of its standard output
 * @param err its error output
 */
public record ChildJvm(List<String> out, String err) {

  private static final int SECONDS = 100;

  /** Runs {@code java} with these arguments, which has to end well. */
  public static ChildJvm run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Path err = Files.createTempFile("weft", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      String errors = Files.readString(err);
      assertThat(process.exitValue()).as(errors).isZero();
      return new ChildJvm(out.lines().toList(), errors);
    } finally {
      Files.delete(err);
    }
  }
}
