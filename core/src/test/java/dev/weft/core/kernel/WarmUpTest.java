package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The warm-up stays within its arrays; for other widths than this machine's see {@link KernelChoiceTest}. */
class WarmUpTest {

  @Test
  void roundsUntilAllIsCompiledRunThroughAndOnce() {
    assertThatCode(() -> WarmUp.run(1000)).doesNotThrowAnyException();
    assertTimeout(Duration.ofMillis(200), () -> WarmUp.run(5000));
  }
}
