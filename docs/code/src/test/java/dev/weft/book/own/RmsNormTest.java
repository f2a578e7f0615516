package dev.weft.book.own;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.book.RealLayer;
import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.check.GradientReport;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RmsNormTest {

  private static final RmsNorm.Spec SPEC = new RmsNorm.Spec(1e-5f);

  @Test
  void aRowIsDividedByTheRootOfItsMeanSquare() {
    Network network = Sequential.input(2).add(SPEC).build(1);

    float[] y = network.predict(Tensor.of(new float[] {3, 4}, 1, 2)).toArray();

    float root = (float) Math.sqrt(12.5 + 1e-5);
    assertThat(y).containsExactly(new float[] {3 / root, 4 / root}, within(1e-6f));
  }

  @Test
  void allGradientsPassTheCheck() {
    GradientReport report = CheckRmsNorm.report(CheckRmsNorm.check(SPEC));

    assertThat(report.failures()).isEmpty();
    assertThat(report.passed()).isTrue();
  }

  /** More gains than a task has, and a last task with one of them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 33})
  void theGradientOfAGainSumsAllRowsOfTheBatch(int channels) {
    Network network = Sequential.input(2, channels).add(SPEC).build(1);
    Tensor x = Tensor.gaussian(1, 3, 2, channels);
    Tensor dy = Tensor.gaussian(2, 3, 2, channels);
    RealLayer run = RealLayer.run(network, x, dy);

    double[] expected = new double[channels];
    for (int i = 0; i < x.size(); i++) { // the gains are 1, so that y is what they multiply
      expected[i % channels] += (double) dy.array()[i] * run.y().toArray()[i];
    }
    for (int c = 0; c < channels; c++) {
      assertThat((double) run.gradients().toArray()[c]).isCloseTo(expected[c], within(1e-5));
    }
  }

  @Test
  void trainingHasTheSameBitsWithAnyNumberOfThreads() {
    float[] alone = train(1);

    assertThat(train(2)).isEqualTo(alone);
    assertThat(train(3)).isEqualTo(alone);
  }

  @Test
  void aModelFileBringsItBack(@TempDir Path folder) throws IOException {
    assertThat(SaveRmsNorm.comesBack(folder.resolve("model.safetensors"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY})
  void anEpsilonThatCannotBeIsRefused(float epsilon) {
    assertThatThrownBy(() -> new RmsNorm.Spec(epsilon)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected an epsilon above 0, got " + epsilon);
  }

  private static float[] train(int threads) {
    byte[] pixels = new byte[40 * 20];
    byte[] labels = new byte[40];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) CounterRandom.bits(1, i);
      labels[i / 20] = (byte) (i / 20 % 2);
    }
    Dataset data = Dataset.of(pixels, Shape.of(20), labels, List.of("even", "odd"));
    Network network = Sequential.input(20).add(dense(18)).add(SPEC).add(dense(2)).build(1);
    Trainer.of(network, softmaxCrossEntropy(), adam(0.01f)).batchSize(16).epochs(2).seed(1).threads(threads).fit(data);
    return network.parameters().values().clone();
  }
}
