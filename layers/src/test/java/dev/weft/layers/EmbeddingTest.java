package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
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

  @ParameterizedTest
  @ValueSource(floats = {-1, 3, Float.NaN, Float.POSITIVE_INFINITY})
  void anInputThatNamesNoRowIsRefused(float input) {
    assertThatThrownBy(() -> network.predict(Tensor.of(new float[] {0, input}, 1, 2)))
        .hasStackTraceContaining("embedding_1: expected whole numbers from 0 to 2 as inputs, got " + input);
  }
}
