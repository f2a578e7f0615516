package dev.weft.fmnist.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fmnist.plot.Scale.Tick;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScaleTest {

  @Test
  void labelsRoundValues() {
    assertThat(labels(Scale.rounded(0.013, 0.57, 0, 1, 6))).containsExactly("0", "0.1", "0.2", "0.3", "0.4", "0.5",
        "0.6");
    assertThat(labels(Scale.rounded(0, 6000, 0, 1, 6)))
        .containsExactly("0", "1,000", "2,000", "3,000", "4,000", "5,000", "6,000");
    assertThat(labels(Scale.rounded(-0.3, 0.2, 0, 1, 6))).containsExactly("-0.3", "-0.2", "-0.1", "0", "0.1", "0.2");
  }

  @Test
  void countsOnlyWholeEpochs() {
    assertThat(labels(Scale.linear(1, 3, 0, 1, 10, true))).containsExactly("1", "2", "3");
    assertThat(labels(Scale.linear(1, 50, 0, 1, 10, true)))
        .containsExactly("5", "10", "15", "20", "25", "30", "35", "40", "45", "50");
  }

  @Test
  void labelsPowersOfTenOnALogarithmicScale() {
    assertThat(labels(Scale.logarithmic(1e-6, 1, 0, 1)))
        .containsExactly("1e-6", "1e-5", "0.0001", "0.001", "0.01", "0.1", "1");
  }

  @Test
  void labelsTwosAndFivesWhereThereAreFewPowersOfTen() {
    assertThat(labels(Scale.logarithmic(0.1, 1, 0, 1))).containsExactly("0.1", "0.2", "0.5", "1");
  }

  @Test
  void putsEqualRatiosEquallyFarApart() {
    Scale scale = Scale.logarithmic(1, 100, 0, 300);
    assertThat(scale.at(10) - scale.at(1)).isCloseTo(scale.at(100) - scale.at(10), Offset.offset(1e-9));
    assertThat(scale.has(0)).isFalse();
    assertThat(scale.has(-1)).isFalse();
  }

  @Test
  void givesAConstantSomeRoom() {
    Scale scale = Scale.linear(0.25, 0.25, 0, 100, 5, false);
    assertThat(scale.at(0.25)).isEqualTo(50);
    assertThat(Scale.linear(0, 0, 0, 100, 5, false).at(0)).isEqualTo(50);
  }

  @Property
  void keepsValuesAndTicksBetweenItsEnds(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double a, @ForAll @IntRange(min = -5, max = 6) int exponent) {
    double range = Math.pow(10, exponent) * 1.7;
    Scale scale = Scale.rounded(a, a + range, 400, 0, 6);
    assertThat(scale.at(a)).isBetween(-1e-3, 400.001);
    assertThat(scale.at(a + range)).isBetween(-1e-3, 400.001);
    assertThat(scale.ticks()).hasSizeBetween(2, 12).allSatisfy(
        tick -> assertThat(scale.at(tick.value())).isBetween(-1e-3, 400.001));
  }

  private static List<String> labels(Scale scale) {
    return scale.ticks().stream().map(Tick::label).toList();
  }
}
