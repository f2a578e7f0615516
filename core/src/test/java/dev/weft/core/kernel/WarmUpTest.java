package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** The warm-up stays within its arrays; for other widths than this machine's see {@link KernelChoiceTest}. */
class WarmUpTest {

  @Test
  void oneRoundRunsThrough() {
    assertThatCode(() -> WarmUp.run(0)).doesNotThrowAnyException();
  }

  @Test
  void roundsUntilAllIsCompiledRunThrough() {
    assertThatCode(() -> WarmUp.run(1000)).doesNotThrowAnyException();
  }
}
