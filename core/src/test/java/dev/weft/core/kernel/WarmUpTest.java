package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The warm-up stays within its arrays; for other widths than this machine's see {@link KernelChoiceTest}. */
class WarmUpTest {

  @Test
  void roundsUntilAllIsCompiledRunThroughAndOnce() {
    assertThatCode(() -> WarmUp.run(1000)).doesNotThrowAnyException();
    assertTimeout(Duration.ofMillis(200), () -> WarmUp.run(5000));
  }

  @Test
  void itCanBeSwitchedOff() throws IOException, InterruptedException {
    assertThat(ChildJvm.run(Timed.class, List.of(), "--add-modules", "jdk.incubator.vector", "-Dweft.warmup=off").out())
        .containsExactly("at once");
    assumeTrue(Kernels.active().lanes() > 1);
    assertThat(ChildJvm.run(Timed.class, List.of(), "--add-modules", "jdk.incubator.vector").out())
        .containsExactly("took a while");
  }

  /** Prints how long the warm-up of all kernels takes, which is never below a second. */
  static final class Timed {

    private Timed() {}

    public static void main(String[] arguments) {
      Kernels.active();
      long began = System.nanoTime();
      WarmUp.run(3000);
      System.out.println(System.nanoTime() - began < 500_000_000L ? "at once" : "took a while");
    }
  }
}
