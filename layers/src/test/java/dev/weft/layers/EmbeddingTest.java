package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.TouchedRows;
import dev.weft.layers.engine.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an embedding does with its inputs. */
class EmbeddingTest {

  private final Network network = Sequential.input(2).add(Layers.embedding(3, 2)).build(1);

  @Test
  void eachInputNamesARow() {
    float[] w = network.parameters().values();
    assertThat(network.predict(Tensor.of(new float[] {2, 0}, 1, 2)).toArray()).containsExactly(w[4], w[5], w[0], w[1]);
  }

  private static final int WORDS = 1000; // several blocks of rows

  private static Network words(boolean masked) {
    Embedding.Spec embedding = Layers.embedding(WORDS, 3);
    return Sequential.input(4).add(masked ? embedding.maskZero() : embedding).add(Layers.flatten()).add(Layers.dense(2))
        .build(1);
  }

  /** One step on examples that name these words. */
  private static void step(Workspace workspace, int... words) {
    workspace.step((slot, x, xOffset, target, targetOffset) -> {
      for (int i = 0; i < 4; i++) {
        x[xOffset + i] = words[4 * slot + i];
      }
      target[targetOffset] = 1;
      target[targetOffset + 1] = 0;
    }, Losses.softmaxCrossEntropy(), words.length / 4, 1, 1);
  }

  private static List<Integer> touched(Workspace workspace) {
    TouchedRows rows = workspace.touchedRows().getFirst();
    List<Integer> touched = new ArrayList<>();
    for (int row = rows.next(0); row < rows.rows(); row = rows.next(row + 1)) {
      touched.add(row);
    }
    return touched;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onlyRowsOfTheBatchHaveGradientsWhateverWasThereBefore(boolean masked) {
    Network network = words(masked);
    int[] words = {0, 3, 999, 3, 511, 512, 0, 700};
    try (WorkerPool pool = new WorkerPool(2)) {
      Workspace workspace = network.trainingWorkspace(3, pool);
      assertThat(touched(workspace)).isEmpty();
      step(workspace, 1, 2, 3, 4, 997, 998, 999, 0, 256, 255, 700, 701);
      assertThat(touched(workspace)).hasSize(masked ? 11 : 12);
      workspace.touchedRows().getFirst().touchAll();
      Arrays.fill(workspace.gradients(), 5f);
      step(workspace, 5, 6, 7, 8);
      step(workspace, words);
      assertThat(touched(workspace))
          .isEqualTo(masked ? List.of(3, 511, 512, 700, 999) : List.of(0, 3, 511, 512, 700, 999));
      Workspace fresh = network.trainingWorkspace(3, pool);
      step(fresh, words);
      assertThat(workspace.gradients()).isEqualTo(fresh.gradients());
    }
  }

  @Test
  void networksWithoutEmbeddingsHaveNoRowsToKeepTrackOf() {
    try (WorkerPool pool = new WorkerPool(1)) {
      assertThat(Sequential.input(2).add(Layers.dense(3)).build(1).trainingWorkspace(1, pool).touchedRows()).isEmpty();
      assertThat(network.inferenceWorkspace(1, pool).touchedRows()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 3, Float.NaN, Float.POSITIVE_INFINITY})
  void anInputThatNamesNoRowIsRefused(float input) {
    assertThatThrownBy(() -> network.predict(Tensor.of(new float[] {0, input}, 1, 2)))
        .hasStackTraceContaining("embedding_1: expected whole numbers from 0 to 2 as inputs, got " + input);
  }
}
