package dev.weft.layers;

import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

  private static final int SIZE = 1000;
  private static final int EXAMPLES = 20;

  /** The factors of one step: the outputs for inputs of ones. */
  private static float[] mask(Network network, long seed, long step) {
    Workspace workspace = network.trainingWorkspace(EXAMPLES, LayerRun.pool(1));
    workspace.forwardTraining((slot, x, at, target, t) -> Arrays.fill(x, at, at + SIZE, 1f), EXAMPLES, seed, step);
    return workspace.outputs().toArray();
  }

  private static Network network(float rate) {
    return Sequential.input(SIZE).add(dropout(rate)).build(1);
  }

  private static double share(float[] values, float wanted) {
    int count = 0;
    for (float value : values) {
      count += value == wanted ? 1 : 0;
    }
    return count / (double) values.length;
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 0.1f, 0.25f, 0.5f, 0.9f})
  void dropsItsShareAndScalesTheRestToKeepTheMean(float rate) {
    float[] mask = mask(network(rate), 1, 1);
    double fourDeviations = 4 * Math.sqrt(rate * (1 - rate) / mask.length);
    assertThat(share(mask, 0)).isCloseTo(rate, within(fourDeviations));
    assertThat(share(mask, 0) + share(mask, 1 / (1 - rate))).as("nothing else occurs").isEqualTo(1);
  }

  @Test
  void theMaskIsAFunctionOfSeedStepAndPlace() {
    float[] mask = mask(network(0.5f), 1, 1);
    assertThat(mask(network(0.5f), 1, 1)).containsExactly(mask);
    assertThat(agreement(mask, mask(network(0.5f), 1, 2))).as("another step").isCloseTo(0.5, within(0.02));
    assertThat(agreement(mask, mask(network(0.5f), 2, 1))).as("another seed").isCloseTo(0.5, within(0.02));
    for (int n = 1; n < EXAMPLES; n++) {
      float[] first = Arrays.copyOf(mask, SIZE);
      float[] other = Arrays.copyOfRange(mask, n * SIZE, (n + 1) * SIZE);
      assertThat(agreement(first, other)).as("example %d", n).isCloseTo(0.5, within(0.1));
    }
  }

  @Test
  void twoDropoutsOfOneNetworkDrawIndependently() {
    Network two = Sequential.input(SIZE).add(dropout(0.5f)).add(dropout(0.5f)).build(1);
    float[] both = mask(two, 1, 1);
    assertThat(share(both, 4)).isCloseTo(0.25, within(0.02));
    assertThat(share(both, 0)).isCloseTo(0.75, within(0.02));
  }

  @Test
  void backwardUsesTheMaskOfForward() {
    Network network = network(0.3f);
    Batch batch = Batch.reals(network, EXAMPLES, 1);
    Arrays.fill(batch.x(), 1);
    LayerRun run = LayerRun.training(network, batch);
    float[] expected = new float[run.y().length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = run.y()[i] == 0 ? 0 : batch.dy()[i] * (1 / (1 - 0.3f));
    }
    assertThat(run.dx()).containsExactly(expected);
  }

  @Test
  void aLayerBeforeItDoesNotChangeWhatIsDropped() {
    Network behindRelu = Sequential.input(SIZE).add(relu()).add(dropout(0.5f)).build(1);
    assertThat(mask(behindRelu, 1, 1)).containsExactly(mask(network(0.5f), 1, 1));
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, 1f, 2f, Float.NaN})
  void rejectsARateThatIsNoProbabilityBelowOne(float rate) {
    assertThatThrownBy(() -> dropout(rate)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a dropout rate in [0, 1), got " + rate);
  }

  private static double agreement(float[] a, float[] b) {
    int same = 0;
    for (int i = 0; i < a.length; i++) {
      same += a[i] == b[i] ? 1 : 0;
    }
    return same / (double) a.length;
  }
}
