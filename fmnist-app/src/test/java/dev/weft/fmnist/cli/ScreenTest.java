package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Screen screen(boolean colour) {
    return new Screen(stream(out), stream(err), colour, colour, false);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void aBannerIsMarkedAtTheStartOfEachLine() {
    screen(false).banner(List.of("SAMPLE DATA", "get the rest"), false);

    assertThat(out).hasToString("*** SAMPLE DATA\n*** get the rest\n");
    assertThat(err).hasToString("");
  }

  @Test
  void aBannerStaysOutOfMachineReadableResults() {
    screen(false).banner(List.of("SAMPLE DATA"), true);

    assertThat(out).hasToString("");
    assertThat(err).hasToString("*** SAMPLE DATA\n");
  }

  @Test
  void colourIsUsedOnlyWhereItMayBe() {
    screen(false).error("no");
    assertThat(err).hasToString("error: no\n");
    err.reset();

    screen(true).error("no");
    assertThat(err).hasToString("\u001b[1;31merror:\u001b[0m no\n");
  }

  @Test
  void aScreenForOtherProgramsIsPlain() {
    assertThat(Screen.plain(stream(out), stream(err)).colour()).isFalse();
    assertThat(Screen.plain(stream(out), stream(err)).interactive()).isFalse();
    assertThat(Screen.plain(stream(out), stream(err), "--verbose").verbose()).isTrue();
  }
}
