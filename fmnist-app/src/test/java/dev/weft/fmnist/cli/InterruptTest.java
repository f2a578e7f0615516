package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptTest {

  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  private final Interrupt interrupt = Interrupt.watch(Screen.plain(NOWHERE, NOWHERE));

  @Test
  void onlyTheFirstRequestIsToldThatItIsTheFirst() {
    try (interrupt) {
      assertThat(interrupt.request()).isTrue();
      assertThat(interrupt.request()).isFalse();
      assertThat(interrupt.exitCode()).isEqualTo(130);
    }
  }

  @Test
  void aRequestAfterASignalIsNotTheFirst() throws ReflectiveOperationException {
    try (interrupt) {
      raise("TERM");
      while (!interrupt.getAsBoolean()) {
        Thread.onSpinWait();
      }
      assertThat(interrupt.request()).isFalse();
      assertThat(interrupt.exitCode()).isEqualTo(143);
    }
  }

  /** By reflection for the reason that {@link Signals} gives. */
  private static void raise(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    type.getMethod("raise", type).invoke(null, type.getConstructor(String.class).newInstance(name));
  }
}
