package dev.weft.optim.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelStatisticsTest {

  private static Examples examples(float... x) {
    return Examples.of(Tensor.of(x, x.length / 4, 2, 2), Tensor.zeros(x.length / 4));
  }

  @Test
  void measuresEachChannelOverPlacesAndExamples() {
    ChannelStatistics statistics = ChannelStatistics.of(examples(1, 10, 2, 10, 3, 10, 6, 10));
    assertThat(statistics.mean()).containsExactly(3, 10);
    assertThat(statistics.deviation()[0]).isCloseTo((float) Math.sqrt((4 + 1 + 0 + 9) / 4.0), within(1e-6f));
    assertThat(statistics.deviation()[1]).isZero();
  }

  @Test
  void itsLayerStandardisesAndLeavesAConstantChannelUndivided() {
    Examples examples = examples(1, 10, 2, 10, 3, 10, 6, 10);
    var network = Sequential.input(2, 2).add(ChannelStatistics.of(examples).layer()).build(1);
    Tensor y = network.predict(Tensor.of(new float[] {3, 10, 3, 11}, 1, 2, 2));
    assertThat(y.toArray()).containsExactly(new float[] {0, 0, 0, 1}, within(1e-6f));
  }

  @Test
  void aLargeMeanDoesNotDrownTheDeviation() {
    ChannelStatistics statistics = ChannelStatistics.of(examples(1e6f, 0, 1e6f + 1, 0, 1e6f, 0, 1e6f + 1, 0));
    assertThat(statistics.deviation()[0]).isEqualTo(0.5f);
  }

  @Test
  void imagesOfBytesAreMeasuredAsTheyAreTrainedFrom0To1() {
    Dataset data = Dataset.of(new byte[] {0, (byte) 255}, Shape.of(1), new byte[2], List.of("a"));
    assertThat(ChannelStatistics.of(data).mean()).containsExactly(0.5f);
  }

  @Test
  void namesTheExampleThatIsNoNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChannelStatistics.of(examples(1, 1, 1, 1, 1, 1, Float.NaN, 1)))
        .withMessage("expected finite numbers, got NaN at place 2 of example 1");
    assertThatIllegalArgumentException().isThrownBy(() -> ChannelStatistics.of(examples()))
        .withMessage("expected at least one example, got none");
  }
}
