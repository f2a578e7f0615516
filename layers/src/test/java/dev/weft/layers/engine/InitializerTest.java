package dev.weft.layers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.Dense;
import dev.weft.layers.LayerSpecs;
import dev.weft.layers.Layers;
import dev.weft.layers.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitializerTest {

  private static final int COUNT = 100_000;
  private static final int FAN_IN = 30;
  private static final int FAN_OUT = 70;

  /** Standard deviation of a standard normal that is truncated at ±2. */
  private static final double TRUNCATED = 0.8796256610342398;

  private static float[] draw(Initializer initializer, long key) {
    float[] values = new float[COUNT];
    initializer.fill(values, 0, Shape.of(COUNT), FAN_IN, FAN_OUT, key);
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
  void theVarianceIsOneOverTheScale(StandardInitializer initializer, double scale) {
    float[] values = draw(initializer, 1);
    double variance = 1 / scale;
    assertThat(moment(values, 1)).isCloseTo(0, within(4 * Math.sqrt(variance / COUNT)));
    assertThat(moment(values, 2)).isCloseTo(variance, within(0.02 * variance));
    assertThat(moment(values, 3)).as("symmetric").isCloseTo(0, within(0.05 * Math.pow(variance, 1.5)));
  }

  @ParameterizedTest
  @CsvSource({"GLOROT_UNIFORM, 100", "HE_UNIFORM, 30"})
  void theUniformOnesFillTheirIntervalEvenly(StandardInitializer initializer, double fans) {
    float[] values = draw(initializer, 2);
    double limit = Math.sqrt(6 / fans);
    assertThat(largest(values)).isBetween(0.999 * limit, limit * (1 + 1e-7));
    assertThat(moment(values, 4)).as("a uniform's").isCloseTo(Math.pow(limit, 4) / 5,
        within(0.03 * Math.pow(limit, 4) / 5));
  }

  @ParameterizedTest
  @CsvSource({"GLOROT_NORMAL, 50", "HE_NORMAL, 15"})
  void theNormalOnesAreTruncatedAtTwoDeviationsAndRescaled(StandardInitializer initializer, double scale) {
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
  @EnumSource(StandardInitializer.class)
  void aValueIsAFunctionOfTheKeyAndItsPlace(StandardInitializer initializer) {
    float[] values = draw(initializer, 4);
    float[] few = new float[12];
    initializer.fill(few, 2, Shape.of(10), FAN_IN, FAN_OUT, 4);
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
  @EnumSource(StandardInitializer.class)
  void aNameIsReadBack(StandardInitializer initializer) {
    Dense.Spec spec = Layers.dense(3).withInitializer(initializer);
    assertThat(LayerSpecs.parse("dense", spec.config())).isEqualTo(spec);
  }

  @Test
  void anUnknownNameIsRejected() {
    Map<String, Object> config = Map.of("units", 3, "initializer", "xavier");
    assertThatThrownBy(() -> LayerSpecs.parse("dense", config)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "dense: initializer: expected one of [zeros, ones, glorot_uniform, glorot_normal, he_uniform, he_normal], "
                + "constant(…), uniform(…), normal(…), truncated_normal(…) and orthogonal(…), got 'xavier'; see "
                + "LayerKinds.withInitializer");
  }

  @Test
  void thoseWithANumberHaveTheDeviationOrValueThatTheyAreGiven() {
    assertThat(draw(Initializer.constant(-0.5f), 1)).containsOnly(-0.5f);
    float[] uniform = draw(Initializer.uniform(0.3f), 1);
    assertThat(largest(uniform)).isBetween(0.2999, 0.3 + 1e-7);
    assertThat(moment(uniform, 2)).isCloseTo(0.03, within(6e-4));
    float[] normal = draw(Initializer.normal(0.2f), 1);
    assertThat(moment(normal, 2)).isCloseTo(0.04, within(8e-4));
    assertThat(largest(normal)).isGreaterThan(0.6);
    float[] truncated = draw(Initializer.truncatedNormal(0.2f), 1);
    assertThat(Math.sqrt(moment(truncated, 2))).isCloseTo(0.2 * TRUNCATED, within(0.004));
    assertThat(largest(truncated)).isBetween(0.399, 0.4 + 1e-7);
  }

  @ParameterizedTest
  @CsvSource({"5x5, 1", "3x8, 2", "8x3, 0.5", "3x3x2x7, 1", "1x6, 1", "6x1, 1", "40x70, 1"})
  void columnsOfAnOrthogonalMatrixAreOrthogonalOrItsRowsIfThereAreFewer(String dims, float gain) {
    Shape shape = Shape.of(Arrays.stream(dims.split("x")).mapToInt(Integer::parseInt).toArray());
    float[] values = new float[3 + shape.size()];
    Initializer.orthogonal(gain).fill(values, 3, shape, 1, 1, 7);
    assertThat(Arrays.copyOf(values, 3)).containsOnly(0);
    int columns = shape.dim(-1);
    int rows = shape.size() / columns;
    int count = Math.min(rows, columns);
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        double dot = 0;
        for (int i = 0; i < Math.max(rows, columns); i++) {
          dot += rows < columns ? values[3 + a * columns + i] * (double) values[3 + b * columns + i]
              : values[3 + i * columns + a] * (double) values[3 + i * columns + b];
        }
        assertThat(dot).as("%d · %d", a, b).isCloseTo(a == b ? gain * gain : 0, within(1e-6));
      }
    }
  }

  @Test
  void orthogonalMatricesAreOfAllKinds() {
    double mean = 0;
    float[] one = new float[9];
    for (int key = 0; key < 2000; key++) {
      Initializer.orthogonal().fill(one, 0, Shape.of(3, 3), 1, 1, key);
      mean += one[0] / 2000.0;
    }
    assertThat(mean).as("no direction is preferred").isCloseTo(0, within(0.05));
    assertThatThrownBy(() -> Initializer.orthogonal().fill(one, 0, Shape.of(9), 1, 1, 1))
        .hasMessage("expected a parameter of two axes or more for orthogonal first values, got shape (9,)");
  }

  @Test
  void thoseWithANumberAreReadBack() {
    for (Initializer initializer : List.of(Initializer.constant(-1e-20f), Initializer.uniform(0.1f),
        Initializer.normal(3e8f), Initializer.truncatedNormal(0.02f), Initializer.orthogonal(),
        Initializer.orthogonal(1.4142135f))) {
      Dense.Spec spec = Layers.dense(3).withInitializer(initializer);
      assertThat(LayerSpecs.parse("dense", spec.config())).isEqualTo(spec);
    }
    assertThat(Layers.dense(3).withInitializer(Initializer.constant(0.5f)).config())
        .containsEntry("initializer", "constant(0.5)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal(0)", "normal(-1)", "uniform(1e99)", "constant()", "constant(x)", "constant(1.2.3)",
      "cauchy(1)", "orthogonal(1", "(1)", "NORMAL(1)"})
  void aTextThatIsNoInitializerIsRejected(String text) {
    assertThatThrownBy(() -> LayerSpecs.parse("dense", Map.of("units", 3, "initializer", text)))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("dense: initializer: expected ");
  }

  private static float[] parameter(Network network, String name) {
    return network.parameters().tensor(network.parameters().parameter(name)).toArray();
  }
}
