package dev.weft.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulesTest {

  private static final List<String> PYTORCH = Fixture.lines(SchedulesTest.class, "optimizers.txt");
  private static final float BASE = 0.05f;

  static Stream<Arguments> pytorchCases() {
    return Stream.of(
        Arguments.of("step", Schedules.step(6, 0.3)),
        Arguments.of("cosine", Schedules.cosine()),
        Arguments.of("cosine-floor", Schedules.cosine(0.1)),
        Arguments.of("cosine-restarts", Schedules.cosineRestarts(3, 2)),
        Arguments.of("cosine-restarts-even", Schedules.cosineRestarts(6, 1)),
        Arguments.of("linear", Schedules.linear()),
        Arguments.of("polynomial", Schedules.polynomial(2.5)),
        Arguments.of("one-cycle", Schedules.oneCycle()),
        Arguments.of("one-cycle-settings", Schedules.oneCycle(0.4, 10, 100)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pytorchCases")
  void equalsPyTorchs(String name, Schedule schedule) {
    float[] expected = Fixture.numbers(PYTORCH, name).getFirst();
    for (int step = 1; step <= expected.length; step++) {
      assertThat(schedule.learningRate(BASE, step, expected.length)).as("step %d", step)
          .isCloseTo(expected[step - 1], within(1e-9f + 1e-6f * expected[step - 1]));
    }
  }

  @Test
  void theConstantScheduleKeepsTheBase() {
    assertThat(Schedules.constant().learningRate(BASE, 1, 10)).isEqualTo(BASE);
    assertThat(Schedules.constant().learningRate(BASE, 10, 10)).isEqualTo(BASE);
  }

  @Test
  void theWarmUpRisesLinearlyToTheScheduleBehindIt() {
    Schedule schedule = Schedules.constant().withWarmUp(4);
    float[] rates = new float[6];
    for (int step = 1; step <= 6; step++) {
      rates[step - 1] = schedule.learningRate(1f, step, 6);
    }
    assertThat(rates).containsExactly(0.25f, 0.5f, 0.75f, 1f, 1f, 1f);
  }

  @Test
  void theScheduleBehindAWarmUpHasTheRemainingSteps() {
    Schedule schedule = Schedules.cosine().withWarmUp(5);
    for (int step = 1; step <= 20; step++) {
      assertThat(schedule.learningRate(BASE, 5 + step, 25))
          .isEqualTo(Schedules.cosine().learningRate(BASE, step, 20));
    }
  }

  @Test
  void aWarmUpLongerThanTheRunStillRises() {
    Schedule schedule = Schedules.cosine().withWarmUp(10);
    assertThat(schedule.learningRate(1f, 3, 3)).isEqualTo(0.3f);
  }

  @Test
  void noScheduleRisesAgainAfterTheLastStep() {
    for (Schedule schedule : List.of(Schedules.cosine(), Schedules.oneCycle(), Schedules.cosine(0.5))) {
      assertThat(schedule.learningRate(1f, 40, 20)).isLessThanOrEqualTo(schedule.learningRate(1f, 20, 20));
    }
  }

  @Test
  void oneCycleIsDefinedForASingleStep() {
    assertThat(Schedules.oneCycle().learningRate(1f, 1, 1)).isBetween(0f, 1f);
  }

  static Stream<Schedule> all() {
    return Stream.of(Schedules.constant(), Schedules.step(3, 0.5), Schedules.cosine(0.25),
        Schedules.oneCycle(0.2, 10, 50), Schedules.cosine().withWarmUp(7));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theConfigurationRebuildsTheSchedule(Schedule schedule) {
    assertThat(Schedules.fromConfig(schedule.config())).isEqualTo(schedule);
  }

  @Test
  void rejectsSettingsOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> Schedules.step(0, 0.5)).withMessageContaining("got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> Schedules.step(1, 0)).withMessageContaining("factor");
    assertThatIllegalArgumentException().isThrownBy(() -> Schedules.cosine(1.5)).withMessageContaining("floor");
    assertThatIllegalArgumentException().isThrownBy(() -> Schedules.oneCycle(1, 25, 10)).withMessageContaining("warm");
    assertThatIllegalArgumentException().isThrownBy(() -> Schedules.oneCycle(0.3, 0.5, 10))
        .withMessageContaining("start divisor");
    assertThatIllegalArgumentException().isThrownBy(() -> Schedules.constant().withWarmUp(0))
        .withMessageContaining("warm-up");
    assertThatIllegalArgumentException().isThrownBy(() -> Schedules.fromConfig(Map.of("schedule", "saw")))
        .withMessageContaining("saw");
  }
}
