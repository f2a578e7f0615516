package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepBarTest {

  @Test
  void timeIsShownInHoursMinutesAndSeconds() {
    assertThat(StepBar.clock(0)).isEqualTo("0:00:00");
    assertThat(StepBar.clock(3_725)).isEqualTo("1:02:05");
  }
}
