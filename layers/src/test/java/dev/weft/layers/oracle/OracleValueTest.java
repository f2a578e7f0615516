package dev.weft.layers.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of the oracle that can be worked out on paper; what cannot is compared with PyTorch's. */
class OracleValueTest {

  private static Value line(double... pixels) {
    return Value.of(pixels, 1, 1, pixels.length, 1);
  }

  private static Value kernel(double... taps) {
    return Value.of(taps, 1, taps.length, 1, 1);
  }

  @Test
  void samePaddingPutsTheOddPixelAtTheEnd() {
    assertThat(Oracle.conv2d(line(1, 2, 3, 4), kernel(10, 1), null, 1, 1, true).data())
        .containsExactly(12, 23, 34, 40);
    assertThat(Oracle.conv2d(line(1, 2, 3, 4), kernel(100, 10, 1), null, 2, 1, true).data())
        .containsExactly(123, 340);
    assertThat(Oracle.conv2d(line(1, 2, 3, 4, 5), kernel(100, 10, 1), null, 2, 1, true).data())
        .containsExactly(12, 234, 450);
  }

  @Test
  void validPaddingLeavesOutTheRest() {
    assertThat(Oracle.conv2d(line(1, 2, 3, 4), kernel(100, 10, 1), null, 2, 1, false).data()).containsExactly(123);
  }

  @Test
  void dilationSpreadsTheTaps() {
    assertThat(Oracle.conv2d(line(1, 2, 3, 4, 5), kernel(100, 10, 1), null, 1, 2, false).data())
        .containsExactly(135);
    assertThat(Oracle.conv2d(line(1, 2, 3), kernel(100, 10, 1), null, 1, 2, true).data())
        .containsExactly(13, 20, 130);
  }

  @ParameterizedTest
  @CsvSource({"7,3,2,1,true,4", "7,3,2,1,false,3", "28,3,1,1,false,26", "28,3,1,2,false,24", "2,5,1,1,true,2"})
  void countsWindowsAsKerasDoes(int extent, int size, int stride, int dilation, boolean same, int count) {
    assertThat(new Windows(extent, size, stride, dilation, same, 0, 0).count()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"2,3,1,1", "2,3,2,1", "4,3,1,2", "0,1,1,1"})
  void refusesAWindowLargerThanTheImage(int extent, int size, int stride, int dilation) {
    assertThatThrownBy(() -> new Windows(extent, size, stride, dilation, false, 0, 0).count())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void convolutionAddsOverInputChannelsAndKeepsOutputChannelsApart() {
    Value x = Value.of(new double[] {1, 2}, 1, 1, 1, 2);
    Value w = Value.of(new double[] {1, 10, 100, 1000}, 1, 1, 2, 2);
    Value b = Value.of(new double[] {0.5, 0.25}, 2);
    assertThat(Oracle.conv2d(x, w, b, 1, 1, false).data()).containsExactly(201.5, 2010.25);
  }

  @Test
  void poolsIgnorePadding() {
    assertThat(Oracle.maxPool2d(line(-1, -2, -3), 2, 2, true).data()).containsExactly(-1, -3);
    assertThat(Oracle.averagePool2d(line(1, 2, 4), 2, 2, true).data()).containsExactly(1.5, 4);
    assertThat(Oracle.averagePool2d(line(1, 2, 6), 3, 1, true).data()).containsExactly(1.5, 3, 4);
  }

  @Test
  void poolsKeepChannelsApart() {
    Value x = Value.of(new double[] {1, 10, 100, 3, 20, 50}, 1, 1, 2, 3);
    assertThat(Oracle.averagePool2d(x, 1, 2, Grid.of(1, 2, 1, false)).data()).containsExactly(2, 15, 75);
    assertThat(Oracle.maxPool2d(x, 1, 2, Grid.of(1, 2, 1, false)).data()).containsExactly(3, 20, 100);
  }

  @Test
  void theFirstOfEqualPixelsGetsTheGradientOfAMaxPool() {
    Value x = line(5, 5, 1, 5);
    Oracle.maxPool2d(x, 1, 4, Grid.of(1, 4, 1, false)).backward(2);
    assertThat(x.grad()).containsExactly(2, 0, 0, 0);
  }

  @Test
  void reluHasNoGradientAtZero() {
    Value x = Value.of(new double[] {0, -1, 1}, 3);
    Oracle.relu(x).backward(1, 1, 1);
    assertThat(x.grad()).containsExactly(0, 0, 1);
  }

  /** Expected values: {@code math.erf} of Python 3. */
  @ParameterizedTest
  @CsvSource({
      "0, 0",
      "1e-10, 1.1283791670955126e-10",
      "0.1, 0.1124629160182849",
      "0.5, 0.5204998778130465",
      "-0.7, -0.6778011938374184",
      "1, 0.8427007929497149",
      "1.5, 0.9661051464753108",
      "2, 0.9953222650189527",
      "3, 0.9999779095030014",
      "4.5, 0.9999999998033839",
      "5.9, 0.9999999999999999",
      "40, 1",
      "-40, -1",
  })
  void erfIsRightToFifteenDigits(double x, double expected) {
    assertThat(Erf.erf(x)).isCloseTo(expected, within(1e-15 * Math.abs(expected)));
  }

  @Test
  void softmaxDoesNotOverflow() {
    assertThat(Oracle.softmax(Value.of(new double[] {1000, 1000, -1000}, 1, 3)).data()).containsExactly(0.5, 0.5, 0);
    Value z = Value.of(new double[] {1000, 0}, 1, 2);
    assertThat(Oracle.softmaxCrossEntropy(z, new double[] {0, 1}, 0).item()).isEqualTo(1000);
  }

  @Test
  void batchNormUsesTheBiasedVariance() {
    Value x = Value.of(new double[] {1, 3}, 2, 1);
    assertThat(Oracle.channelVariance(x).data()).containsExactly(1);
    Value one = Value.of(new double[] {1}, 1);
    Value zero = Value.of(new double[] {0}, 1);
    double[] y = Oracle.batchNorm(x, one, zero, 3).data();
    assertThat(y).containsExactly(-0.5, 0.5);
    assertThat(Oracle.movingAverage(new double[] {1}, new double[] {2}, 0.75)).containsExactly(1.25);
  }

  @Test
  void lossesAreMeansOverTheBatch() {
    Value z = Value.of(new double[] {0, 0, 0, 0}, 2, 2);
    double[] targets = {1, 0, 0, 1};
    assertThat(Oracle.softmaxCrossEntropy(z, targets, 0).item()).isCloseTo(Math.log(2), within(1e-15));
    assertThat(Oracle.softmaxCrossEntropy(z, targets, 0, 1, 3).item()).isCloseTo(2 * Math.log(2), within(1e-15));
    assertThat(Oracle.meanSquaredError(z, new double[] {1, 2, 3, 4}).item()).isEqualTo(7.5);
  }
}
