package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a program printed that ran in a JVM of its own, with the class path of this one. */
record ChildJvm(List<String> out, String err) {

  /** Runs a class to its end, which must be without error and within a time. */
  static ChildJvm run(Class<?> program, List<String> arguments, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(options));
    command.add(program.getName());
    command.addAll(arguments);
    Path err = Files.createTempFile("weft", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
      String errors = Files.readString(err);
      assertThat(process.exitValue()).as(errors).isZero();
      return new ChildJvm(out.lines().toList(), errors);
    } finally {
      Files.delete(err);
    }
  }
}
