package dev.weft.layers;

import static dev.weft.layers.Layers.elu;
import static dev.weft.layers.Layers.hardSwish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.check.GradientReport;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Right gradients pass {@link GradientCheck} at any distance from where a derivative jumps, the first or the second; those that
 * are a little wrong do not.
 */
class GradientCheckNearJumpsTest {

  private static final int PLACES = 3001;
  private static final float FARTHEST = 0.3f; // beyond twice the check's first step

  /** The second derivative jumps from 2 to −2 at 0. */
  record Softsign(float factor) implements Elementwise {

    @Override
    public String kind() {
      return "softsign";
    }

    @Override
    public float value(float x) {
      return x / (1 + Math.abs(x));
    }

    @Override
    public float slope(float x, float y) {
      return factor / ((1 + Math.abs(x)) * (1 + Math.abs(x)));
    }
  }

  /** The second derivative jumps twice, from 0 to −6 and back, at a distance of the check's second step. */
  record Bump() implements Elementwise {

    private static final float WIDTH = 1f / 32;

    @Override
    public String kind() {
      return "bump";
    }

    @Override
    public float value(float x) {
      float inside = Math.clamp(x, 0, WIDTH);
      return x - 3 * inside * inside - 6 * WIDTH * Math.max(x - WIDTH, 0);
    }

    @Override
    public float slope(float x, float y) {
      return 1 - 6 * Math.clamp(x, 0, WIDTH);
    }
  }

  private static GradientReport check(LayerSpec spec, Loss loss, float jump, int seed) {
    Network network = Sequential.input(PLACES).add(spec).build(1);
    float[] x = new float[PLACES];
    float[] targets = new float[PLACES];
    for (int i = 0; i < PLACES; i++) {
      x[i] = jump + FARTHEST * (2 * CounterRandom.uniform(seed, i) - 1);
      targets[i] = CounterRandom.uniform(seed + 1L, i);
    }
    return GradientCheck.of(network, loss).withElements(PLACES).withSeed(seed)
        .check(Tensor.of(x, 1, PLACES), Tensor.of(targets, 1, PLACES));
  }

  static Stream<LayerSpec> rightOnes() {
    return Stream.of(new Softsign(1), new Bump(), elu(1), elu(0.5f), elu(1.7f), elu(4), elu(-1), hardSwish());
  }

  @ParameterizedTest
  @MethodSource("rightOnes")
  void aRightGradientPassesAtAnyDistanceFromTheJump(LayerSpec spec) {
    for (float jump : spec.kind().equals(hardSwish().kind()) ? new float[] {-3, 3} : new float[] {0}) {
      for (int seed = 0; seed < 2; seed++) {
        GradientReport report = check(spec, Losses.meanSquaredError(), jump, seed);
        assertThat(report.failures()).as("jump at %s, seed %d\n%s", jump, seed, report).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rightOnes")
  void fewPlacesCountAsKinks(LayerSpec spec) {
    GradientReport report = check(spec, Losses.meanSquaredError(), 0, 1);
    assertThat(report.tensors().getFirst().kinks()).isLessThan(PLACES / 20);
  }

  @ParameterizedTest
  @MethodSource("wrongFactors")
  void aSlopeThatIsOnePercentWrongFails(float factor) {
    assertThat(check(new Softsign(factor), Losses.meanSquaredError(), 0, 1).passed()).isFalse();
  }

  static Stream<Float> wrongFactors() {
    return Stream.of(0.99f, 1.01f, 0.5f, -1f);
  }
}
