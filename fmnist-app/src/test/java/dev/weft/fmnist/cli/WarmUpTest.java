package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private static final Duration LONG = Duration.ofSeconds(1);

  @Test
  void whatWasReadComesWhenTheTimeIsOver() throws IOException {
    Instant start = Instant.now();

    assertThat(WarmUp.start().during(() -> "data")).isEqualTo("data");
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(LONG);
  }

  @Test
  void withoutAWarmUpItComesAtOnce() throws IOException {
    Instant start = Instant.now();

    assertThat(WarmUp.none().during(() -> "data")).isEqualTo("data");
    assertThat(Duration.between(start, Instant.now())).isLessThan(LONG);
  }

  @Test
  void anErrorOfReadingComesAtOnce() {
    WarmUp warmUp = WarmUp.start();
    Instant start = Instant.now();

    assertThatThrownBy(() -> warmUp.during(() -> {
      throw new NoSuchFileException("nowhere");
    })).isInstanceOf(NoSuchFileException.class);
    assertThat(Duration.between(start, Instant.now())).isLessThan(LONG);
  }
}
