package dev.weft.book.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import org.junit.jupiter.api.Test;

class PlainNetworkTest {

  @Test
  void theLoopsOfTheBookTrainAsTheLibraryDoes() {
    Network network = FromScratch.network();
    PlainNetwork plain = FromScratch.plain(network);
    float[][] images = {noise(1), noise(2), noise(3)};
    int[] labels = {4, 0, 9};

    try (WorkerPool pool = new WorkerPool(1)) {
      Workspace workspace = network.trainingWorkspace(images.length, pool);
      for (int step = 0; step < 5; step++) {
        assertThat(plain.step(images, labels, 0.1f))
            .isCloseTo(FromScratch.step(network, workspace, images, labels), within(1e-4));
      }
    }
  }

  @Test
  void itLearnsThreeImagesByHeart() {
    PlainNetwork plain = FromScratch.plain(FromScratch.network());
    float[][] images = {noise(1), noise(2), noise(3)};
    int[] labels = {4, 0, 9};
    for (int step = 0; step < 50; step++) {
      plain.step(images, labels, 0.1f);
    }
    assertThat(plain.right(images, labels)).isEqualTo(3);
  }

  private static float[] noise(long key) {
    return Tensor.uniform(key, 28, 28).toArray();
  }
}
