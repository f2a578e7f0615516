package dev.weft.optim.train;

import static dev.weft.layers.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Losses;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Loss;
import dev.weft.optim.Optimizers;
import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.data.Examples;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixedBatchesTest {

  private static final int N = 60;
  private static final List<String> NAMES = List.of("a", "b", "c");

  /** Examples whose input is the one-hot row of their class. */
  private static Examples oneHot() {
    float[] x = new float[3 * N];
    int[] labels = new int[N];
    for (int i = 0; i < N; i++) {
      labels[i] = i % 3;
      x[3 * i + labels[i]] = 1;
    }
    return Examples.labelled(Tensor.of(x, N, 3), labels, NAMES);
  }

  @Test
  void inputsAndTargetsAreMixedAlike() {
    BatchSource source = new BatchSource(oneHot(), Augmentation.parse("mixup 1"), 3);
    source.startEpoch(0);
    source.startBatch(0, N);
    int mixed = 0;
    for (int slot = 0; slot < N; slot++) {
      float[] x = new float[4];
      float[] target = new float[5];
      source.load(slot, x, new int[] {1}, target, 2);
      for (int k = 0; k < 3; k++) {
        assertThat(target[2 + k]).isCloseTo(x[1 + k], within(1e-6f));
        mixed += target[2 + k] > 0.01 && target[2 + k] < 0.99 ? 1 : 0;
      }
      assertThat(target[2] + target[3] + target[4]).isCloseTo(1, within(1e-6f));
    }
    assertThat(mixed).isGreaterThan(N / 2);
  }

  @Test
  void aNetworkLearnsFromMixedImagesWithTheSameBitsForAnyThreads() {
    float[] one = null;
    for (int threads : new int[] {1, 3}) {
      var network = Blobs.network();
      History history =
          Trainer.of(network, Losses.softmaxCrossEntropy(), Optimizers.adam(0.01f)).threads(threads).epochs(8)
              .batchSize(32).augment(Augmentation.parse("elastic 0.3, noise 0.02, mixup 0.2"))
              .validateOn(Blobs.images(90, 2)).fit(Blobs.images(300, 1));
      assertThat(history.last().validation().orElseThrow().accuracy()).isGreaterThan(0.9);
      one = one == null ? network.parameters().values().clone() : one;
      assertThat(network.parameters().values()).containsExactly(one);
    }
  }

  private static void refused(Loss loss, Examples examples, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> Trainer.of(
        Sequential.input(3).add(dense(3)).build(1), loss, Optimizers.adam(0.01f)).augment(Augmentation.parse("mixup 1"))
        .fit(examples)).withMessageContaining(message);
  }

  @Test
  void targetsThatAreNumbersOfClassesAreRefused() {
    refused(Losses.sparseSoftmaxCrossEntropy(), oneHot(), "expected a loss whose targets can be mixed");
  }

  @Test
  void cutmixOfWhatIsNoImageIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchSource(oneHot(), Augmentation.parse("cutmix 1"), 1))
        .withMessageContaining("expected images");
  }
}
