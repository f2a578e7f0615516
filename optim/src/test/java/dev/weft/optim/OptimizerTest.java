package dev.weft.optim;

import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.Optimizers.adamW;
import static dev.weft.optim.Optimizers.lazyAdam;
import static dev.weft.optim.Optimizers.lion;
import static dev.weft.optim.Optimizers.nAdam;
import static dev.weft.optim.Optimizers.rAdam;
import static dev.weft.optim.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {

  private static final List<String> PYTORCH = Fixture.lines(OptimizerTest.class, "optimizers.txt");
  private static final float RATE = 0.05f;

  static Stream<Arguments> pytorchCases() {
    return Stream.of(
        Arguments.of("sgd", sgd(RATE)),
        Arguments.of("sgd-decay", sgd(RATE).withWeightDecay(0.1)),
        Arguments.of("sgd-momentum", sgd(RATE).withMomentum(0.9).withWeightDecay(0.1)),
        Arguments.of("sgd-nesterov", sgd(RATE).withMomentum(0.9).withNesterov().withWeightDecay(0.1)),
        Arguments.of("adam", adam(RATE)),
        Arguments.of("adam-settings", adam(RATE).withBetas(0.8, 0.99).withEpsilon(1e-8).withWeightDecay(0.1)),
        Arguments.of("adamw", adamW(RATE, 0.1)),
        Arguments.of("nadam", nAdam(RATE)),
        Arguments.of("nadam-settings", nAdam(RATE).withBetas(0.8, 0.99).withEpsilon(1e-8).withWeightDecay(0.1)),
        Arguments.of("radam", rAdam(RATE)),
        Arguments.of("radam-settings", rAdam(RATE).withBetas(0.8, 0.9).withEpsilon(1e-8).withWeightDecay(0.1)),
        Arguments.of("lion", lion(RATE)),
        Arguments.of("lion-settings", lion(RATE).withBetas(0.8, 0.95).withWeightDecay(0.1)));
  }

  static Stream<Optimizer> optimizers() {
    return Stream.concat(
        pytorchCases().map(arguments -> (Optimizer) arguments.get()[1]),
        Stream.of(lazyAdam(RATE).withBetas(0.8, 0.99)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pytorchCases")
  void tenStepsEqualPyTorchs(String name, Optimizer optimizer) {
    float[] theta = Fixture.numbers(PYTORCH, "start").getFirst();
    List<float[]> gradients = Fixture.numbers(PYTORCH, "gradient");
    List<float[]> expected = Fixture.numbers(PYTORCH, name);
    assertThat(expected).hasSize(10);
    float[][] state = new float[optimizer.slots()][theta.length];
    for (int step = 1; step <= 10; step++) {
      optimizer.update(theta, gradients.get(step - 1), state, 0, theta.length, step, RATE, 1f);
      for (int i = 0; i < theta.length; i++) {
        float want = expected.get(step - 1)[i];
        assertThat(theta[i]).as("parameter %d after step %d", i, step)
            .isCloseTo(want, within(4e-7f + 2e-6f * Math.abs(want)));
      }
    }
  }

  @Test
  void lazyAdamOfTheRowsThatHaveGradientsEqualsPyTorchsSparseAdam() {
    Optimizer optimizer = lazyAdam(RATE).withEpsilon(1e-12);
    int length = 3;
    float[] theta = Fixture.numbers(PYTORCH, "lazy-start").getFirst();
    List<float[]> expected = Fixture.numbers(PYTORCH, "lazy-adam");
    float[][] state = new float[2][theta.length];
    assertThat(expected).hasSize(10);
    for (int step = 1; step <= 10; step++) {
      float[] gradients = Fixture.numbers(PYTORCH, "lazy-gradient").get(step - 1);
      for (int from = 0; from < theta.length; from += length) {
        if (gradients[from] != 0) {
          optimizer.update(theta, gradients, state, from, from + length, step, RATE, 1f);
        }
      }
      for (int i = 0; i < theta.length; i++) {
        assertThat(theta[i]).as("parameter %d after step %d", i, step)
            .isCloseTo(expected.get(step - 1)[i], within(2e-6f));
      }
    }
  }

  @Test
  void rowsWithoutGradientsAreLeftOutWhereThatChangesNothingOrIsTheRule() {
    assertThat(sgd(RATE).skipsUntouchedRows()).isTrue();
    assertThat(lazyAdam(RATE).skipsUntouchedRows()).isTrue();
    for (Optimizer moving : List.of(sgd(RATE).withMomentum(0.9), sgd(RATE).withWeightDecay(0.1), adam(RATE),
        adamW(RATE, 0))) {
      assertThat(moving.skipsUntouchedRows()).as("%s", moving).isFalse();
    }
  }

  @Test
  void lazyAdamHasNoWeightDecay() {
    assertThatIllegalArgumentException().isThrownBy(() -> lazyAdam(RATE).withWeightDecay(0.1))
        .withMessageContaining("expected an optimizer whose weight decay can be changed");
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theResultDoesNotDependOnHowTheSlabIsCut(Optimizer optimizer) {
    float[] whole = run(optimizer, 1000, 1000);
    assertThat(run(optimizer, 1000, 1)).isEqualTo(whole);
    assertThat(run(optimizer, 1000, 37)).isEqualTo(whole);
  }

  private static float[] run(Optimizer optimizer, int n, int range) {
    Random random = new Random(3);
    float[] theta = normal(random, n);
    float[][] state = new float[optimizer.slots()][n];
    for (int step = 1; step <= 5; step++) {
      float[] gradients = normal(random, n);
      for (int from = 0; from < n; from += range) {
        optimizer.update(theta, gradients, state, from, Math.min(n, from + range), step, RATE, 0.5f);
      }
    }
    return theta;
  }

  private static float[] normal(Random random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void onlyTheRangeChanges(Optimizer optimizer) {
    float[] theta = {1, 1, 1, 1};
    float[] gradients = {1, 1, 1, 1};
    float[][] state = new float[optimizer.slots()][4];
    optimizer.update(theta, gradients, state, 1, 3, 1, RATE, 1f);
    assertThat(theta[0]).isEqualTo(1f);
    assertThat(theta[3]).isEqualTo(1f);
    assertThat(theta[1]).isLessThan(1f).isEqualTo(theta[2]);
    assertThat(gradients).containsOnly(1f);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theGradientScaleMultipliesEveryGradient(Optimizer optimizer) {
    float[] scaled = {0.5f, -2f};
    float[] plain = scaled.clone();
    optimizer.update(scaled, new float[] {4f, -12f}, new float[optimizer.slots()][2], 0, 2, 1, RATE, 0.25f);
    optimizer.update(plain, new float[] {1f, -3f}, new float[optimizer.slots()][2], 0, 2, 1, RATE, 1f);
    assertThat(scaled).isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theConfigurationRebuildsTheOptimizer(Optimizer optimizer) {
    assertThat(Optimizers.fromConfig(optimizer.config())).isEqualTo(optimizer);
  }

  @Test
  void theDefaultsAreAsDocumented() {
    assertThat(sgd(0.1f)).isEqualTo(new Sgd(0.1f, 0, false, 0));
    assertThat(adam(1e-3f)).isEqualTo(new Adam(1e-3f, 0.9, 0.999, 1e-7, 0));
    assertThat(lazyAdam(1e-3f)).isEqualTo(new LazyAdam(1e-3f, 0.9, 0.999, 1e-7));
    assertThat(adamW(1e-3f, 0.01)).isEqualTo(new AdamW(1e-3f, 0.9, 0.999, 1e-7, 0.01));
  }

  @Test
  void onlyMomentumNeedsStateInGradientDescent() {
    assertThat(sgd(0.1f).slots()).isZero();
    assertThat(sgd(0.1f).withMomentum(0.9).slots()).isEqualTo(1);
    assertThat(adam(0.1f).slots()).isEqualTo(2);
  }

  @Test
  void rejectsSettingsOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> sgd(-1f)).withMessageContaining("got -1.0");
    for (double epsilon : new double[] {0, 1e-50, -1, 1e39, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> adam(1e-3f).withEpsilon(epsilon))
          .withMessage("expected an epsilon that is above 0 and finite as a float, such as 1e-7, got " + epsilon);
      assertThatIllegalArgumentException().isThrownBy(() -> adamW(1e-3f, 0).withEpsilon(epsilon));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> adam(Float.NaN)).withMessageContaining("learning rate");
    assertThatIllegalArgumentException().isThrownBy(() -> sgd(1f).withMomentum(1)).withMessageContaining("momentum");
    assertThatIllegalArgumentException().isThrownBy(() -> sgd(1f).withNesterov()).withMessageContaining("Nesterov");
    assertThatIllegalArgumentException().isThrownBy(() -> adam(1f).withBetas(0.9, 1)).withMessageContaining("beta2");
    assertThatIllegalArgumentException().isThrownBy(() -> adam(1f).withEpsilon(-1)).withMessageContaining("epsilon");
    assertThatIllegalArgumentException().isThrownBy(() -> adamW(1f, -1)).withMessageContaining("weight decay");
  }

  @Test
  void rejectsAnUnknownOrIncompleteConfiguration() {
    assertThatIllegalArgumentException().isThrownBy(() -> Optimizers.fromConfig(Map.of("optimizer", "lion")))
        .withMessageContaining("lion");
    Map<String, Object> config = new LinkedHashMap<>(adam(1f).config());
    config.remove("beta1");
    assertThatIllegalArgumentException().isThrownBy(() -> Optimizers.fromConfig(config))
        .withMessage("adam: expected a number for beta1, got null");
  }
}
