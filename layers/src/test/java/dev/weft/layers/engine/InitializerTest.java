package dev.weft.layers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.layers.Dense;
import dev.weft.layers.LayerSpecs;
import dev.weft.layers.Layers;
import dev.weft.layers.Sequential;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitializerTest {

  private static final int COUNT = 100_000;
  private static final int FAN_IN = 30;
  private static final int FAN_OUT = 70;

  /** Standard deviation of a standard normal that is truncated at ±2. */
  private static final double TRUNCATED = 0.8796256610342398;

  private static float[] draw(Initializer initializer, long key) {
    float[] values = new float[COUNT];
    initializer.fill(values, 0, COUNT, FAN_IN, FAN_OUT, key);
    return values;
  }

  private static double moment(float[] values, int power) {
    double sum = 0;
    for (float value : values) {
      sum += Math.pow(value, power);
    }
    return sum / values.length;
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @ParameterizedTest
  @CsvSource({"GLOROT_UNIFORM, 50", "GLOROT_NORMAL, 50", "HE_UNIFORM, 15", "HE_NORMAL, 15"})
  void theVarianceIsOneOverTheScale(Initializer initializer, double scale) {
    float[] values = draw(initializer, 1);
    double variance = 1 / scale;
    assertThat(moment(values, 1)).isCloseTo(0, within(4 * Math.sqrt(variance / COUNT)));
    assertThat(moment(values, 2)).isCloseTo(variance, within(0.02 * variance));
    assertThat(moment(values, 3)).as("symmetric").isCloseTo(0, within(0.05 * Math.pow(variance, 1.5)));
  }

  @ParameterizedTest
  @CsvSource({"GLOROT_UNIFORM, 100", "HE_UNIFORM, 30"})
  void theUniformOnesFillTheirIntervalEvenly(Initializer initializer, double fans) {
    float[] values = draw(initializer, 2);
    double limit = Math.sqrt(6 / fans);
    assertThat(largest(values)).isBetween(0.999 * limit, limit * (1 + 1e-7));
    assertThat(moment(values, 4)).as("a uniform's").isCloseTo(Math.pow(limit, 4) / 5,
        within(0.03 * Math.pow(limit, 4) / 5));
  }

  @ParameterizedTest
  @CsvSource({"GLOROT_NORMAL, 50", "HE_NORMAL, 15"})
  void theNormalOnesAreTruncatedAtTwoDeviationsAndRescaled(Initializer initializer, double scale) {
    float[] values = draw(initializer, 3);
    double limit = 2 / TRUNCATED / Math.sqrt(scale);
    assertThat(largest(values)).isBetween(0.99 * limit, limit * (1 + 1e-7));
    int inner = 0;
    for (float value : values) {
      inner += Math.abs(value) < limit / 2 ? 1 : 0;
    }
    assertThat(inner / (double) COUNT).as("share within one deviation: .6827 of .9545")
        .isCloseTo(0.6827 / 0.9545, within(0.01));
  }

  @ParameterizedTest
  @EnumSource(Initializer.class)
  void aValueIsAFunctionOfTheKeyAndItsPlace(Initializer initializer) {
    float[] values = draw(initializer, 4);
    float[] few = new float[12];
    initializer.fill(few, 2, 10, FAN_IN, FAN_OUT, 4);
    assertThat(few).startsWith(0, 0, values[0], values[1]).endsWith(values[9]);
    if (initializer != Initializer.ZEROS && initializer != Initializer.ONES) {
      assertThat(draw(initializer, 5)[0]).isNotEqualTo(values[0]);
    }
  }

  @Test
  void aConvolutionsFansCountTheWindowAndItsChannels() {
    Network network = Sequential.input(9, 9, 32).add(Layers.conv2D(64, 3)).build(1);
    assertThat(largest(parameter(network, "conv2d_1/kernel")))
        .isCloseTo(Math.sqrt(6.0 / (9 * 32 + 9 * 64)), within(1e-4));
    Network he = Sequential.input(9, 9, 32).add(Layers.conv2D(64, 3).heNormal()).build(1);
    assertThat(moment(parameter(he, "conv2d_1/kernel"), 2)).isCloseTo(2.0 / (9 * 32), within(2e-4));
  }

  @Test
  void aDenseLayersFansAreItsInputsAndUnits() {
    Network network = Sequential.input(300).add(Layers.dense(100)).build(1);
    assertThat(largest(parameter(network, "dense_1/kernel"))).isCloseTo(Math.sqrt(6.0 / 400), within(1e-4));
    Network he = Sequential.input(300).add(Layers.dense(100).heNormal()).build(1);
    assertThat(moment(parameter(he, "dense_1/kernel"), 2)).isCloseTo(2.0 / 300, within(2e-4));
  }

  @Test
  void biasesStartAtZeroAndNormsAsTheIdentity() {
    Network network = Sequential.input(9, 9, 3).add(Layers.conv2D(8, 3).heNormal()).add(Layers.batchNorm())
        .add(Layers.dense(5)).build(1);
    assertThat(parameter(network, "conv2d_1/bias")).containsOnly(0).hasSize(8);
    assertThat(parameter(network, "dense_1/bias")).containsOnly(0).hasSize(5);
    assertThat(parameter(network, "batch_norm_1/gamma")).containsOnly(1).hasSize(8);
    assertThat(parameter(network, "batch_norm_1/beta")).containsOnly(0);
    assertThat(parameter(network, "batch_norm_1/moving_mean")).containsOnly(0);
    assertThat(parameter(network, "batch_norm_1/moving_variance")).containsOnly(1);
  }

  @ParameterizedTest
  @EnumSource(Initializer.class)
  void aNameIsReadBack(Initializer initializer) {
    Dense.Spec spec = Layers.dense(3).withInitializer(initializer);
    assertThat(LayerSpecs.parse("dense", spec.config())).isEqualTo(spec);
  }

  @Test
  void anUnknownNameIsRejected() {
    Map<String, Object> config = Map.of("units", 3, "initializer", "xavier");
    assertThatThrownBy(() -> LayerSpecs.parse("dense", config)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dense: expected one of [zeros, ones, glorot_uniform, glorot_normal, he_uniform, he_normal] for "
            + "initializer, got 'xavier'");
  }

  private static float[] parameter(Network network, String name) {
    return network.parameters().tensor(network.parameters().parameter(name)).toArray();
  }
}
