package dev.weft.benchmarks.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The compilers give up nothing of Weft's while networks of the zoo train and predict without a warm-up: what they give up may stay
 * slow for good. Kernels by themselves, at ragged widths: {@code FirstCompilerTest} of {@code core}.
 */
@Timeout(600)
class ZooCompilationTest {

  /** As a program would run, and with loops compiled before the methods that they are in. */
  @ParameterizedTest
  @ValueSource(strings = {"-XX:+BackgroundCompilation", "-XX:Tier3BackEdgeThreshold=1000"})
  void noCompilationIsSkipped(String option) throws IOException, InterruptedException {
    List<String> lines = ChildJvm.run(
        List.of("--add-modules", "jdk.incubator.vector", "-Dweft.warmup=off", "-XX:+PrintCompilation", option),
        Steps.class).lines().toList();

    assertThat(lines.stream().filter(line -> line.endsWith("ran"))).hasSize(Zoo.names().size());
    List<String> ours = lines.stream().filter(line -> line.contains("dev.weft")).toList();
    assertThat(ours).anyMatch(line -> line.matches(".*%.* 3 .*dev.weft.core.kernel.*"));
    assertThat(ours).noneMatch(line -> line.contains("COMPILE SKIPPED"));
  }

  /** A few steps and predictions of each network. */
  static final class Steps {

    private static final int BATCH = 4;
    private static final int THREADS = 2;
    private static final int RUNS = 4;

    private Steps() {}

    public static void main(String[] arguments) {
      for (String name : Zoo.names()) {
        try (ZooWork training = ZooWork.training(name, BATCH, THREADS);
            ZooWork inference = ZooWork.inference(name, BATCH, THREADS)) {
          for (int i = 0; i < RUNS; i++) {
            training.run();
            inference.run();
          }
        }
        System.out.println(name + " ran");
      }
    }
  }
}
