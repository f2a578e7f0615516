package dev.weft.fmnist.explain;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Tensor;
import dev.weft.fmnist.data.FashionMnist;
import dev.weft.fmnist.data.SampleData;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Trainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published test of maps: they must change when the network forgets what it learnt. */
class SanityTest {

  private static final int IMAGES = 20;

  private static Network network;
  private static final List<List<Sanity>> CHECKS = new ArrayList<>();

  @BeforeAll
  static void trainForASecond() throws IOException {
    Dataset training = SampleData.load().training();
    Dataset test = SampleData.load().test();
    network = Sequential.input(FashionMnist.IMAGE_SHAPE)
        .add(conv2D(8, 3).heNormal()).add(relu()).add(maxPool2D(2))
        .add(conv2D(16, 3).heNormal()).add(relu()).add(maxPool2D(2))
        .add(flatten()).add(dense(10)).build(1);
    Trainer.of(network, softmaxCrossEntropy(), adam(3e-3f)).batchSize(64).epochs(4).fit(training);
    for (int i = 0; i < IMAGES; i++) {
      Tensor image = Tensor.zeros(FashionMnist.IMAGE_SHAPE);
      test.gatherScaled(image.array(), 0, i, Dataset.UNIT_SCALE);
      CHECKS.add(Sanity.check(network, image, test.label(i), 7));
    }
  }

  /** The mean over the images of a correlation after the randomisation of one more layer, from the last one down. */
  private static double mean(int layers, ToDoubleFunction<Sanity> correlation) {
    return CHECKS.stream().map(checks -> checks.get(layers - 1)).mapToDouble(correlation)
        .filter(value -> !Double.isNaN(value)).average().orElseThrow();
  }

  @Test
  void theSaliencyChangesWithTheLastLayerAndIsAnotherWhenAllAreRandom() {
    assertThat(mean(1, Sanity::signed)).isLessThan(0.5);
    assertThat(mean(3, Sanity::signed)).isBetween(-0.2, 0.2);
  }

  /** Background and garment differ for any weights, so absolute values stay alike a little, as Adebayo et al. found. */
  @Test
  void soDoItsAbsoluteValues() {
    assertThat(mean(1, Sanity::absolute)).isLessThan(0.8);
    assertThat(mean(3, Sanity::absolute)).isLessThan(0.6);
  }

  @Test
  void soDoesGradCam() {
    assertThat(mean(1, Sanity::gradCam)).isLessThan(0.6);
    assertThat(mean(3, Sanity::gradCam)).isLessThan(0.6);
  }

  @Test
  void aMapIsLikeItself() {
    Tensor image = Tensor.uniform(1, 28, 28, 1);
    float[] map = Saliency.of(network, image, 2).toArray();

    assertThat(RankCorrelation.spearman(map, map)).isCloseTo(1, within(1e-12));
  }

  @Test
  void layersBecomeRandomFromTheLastOneDown() {
    List<Randomisation> cascade = Randomisation.cascade(network, 7);

    assertThat(cascade).extracting(Randomisation::layer).containsExactly("dense_1", "conv2d_2", "conv2d_1");
    float[] trained = network.parameters().values();
    float[] half = cascade.get(1).network().parameters().values();
    int first = network.parameters().parameter("conv2d_2/kernel").offset();
    assertThat(half).startsWith(java.util.Arrays.copyOf(trained, first));
    float[] random = cascade.getLast().network().parameters().values();
    assertThat(java.util.Arrays.copyOfRange(half, first, half.length))
        .isEqualTo(java.util.Arrays.copyOfRange(random, first, half.length));
    assertThat(random[0]).isNotEqualTo(trained[0]);
  }

  /** By hand: 4.5 / √(4.5 · 5) with ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4; and 1 − 6 Σd² / n(n² − 1) = 1 − 12 / 24. */
  @Test
  void ranksAreCorrelatedAndEqualValuesShareARank() {
    assertThat(RankCorrelation.spearman(new float[] {1, 2, 2, 3}, new float[] {1, 2, 3, 4}))
        .isCloseTo(4.5 / Math.sqrt(22.5), within(1e-12));
    assertThat(RankCorrelation.spearman(new float[] {1, 2, 3}, new float[] {1, 30, 20})).isCloseTo(0.5, within(1e-12));
    assertThat(RankCorrelation.spearman(new float[] {1, 2, 3}, new float[] {3, 2, -1})).isCloseTo(-1, within(1e-12));
    assertThat(RankCorrelation.spearman(new float[] {1, 1}, new float[] {3, 2})).isNaN();
    assertThatThrownBy(() -> RankCorrelation.spearman(new float[1], new float[2]))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("expected lists of one length, got 1 and 2");
  }
}
