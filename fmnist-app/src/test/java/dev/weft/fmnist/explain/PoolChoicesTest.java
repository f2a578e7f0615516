package dev.weft.fmnist.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Layers;
import dev.weft.layers.MaxPool2D;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.GradientSession;
import dev.weft.layers.engine.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolChoicesTest {

  /** Only chosen values have a gradient. */
  @Test
  void theyAreThoseOfThePoolItself() {
    for (MaxPool2D.Spec spec : List.of(Layers.maxPool2D(2), Layers.maxPool2D(3).same(),
        Layers.maxPool2D(3).withStride(2),
        Layers.maxPool2D(2).withStride(3).same())) {
      Network network = Sequential.input(9, 7, 3).add(spec).build(1);
      Tensor x = Tensor.gaussian(8, 9, 7, 3);

      boolean[] chosen = PoolChoices.of((MaxPool2D) network.layers().getFirst(), x);

      try (GradientSession session = network.gradientSession(1)) {
        Tensor y = session.forward(x.reshape(1, 9, 7, 3));
        session.backward(Tensor.full(1, y.shape().dims()));
        float[] gradient = session.inputGradients().toArray();
        for (int i = 0; i < chosen.length; i++) {
          assertThat(chosen[i]).as("%s, value %d", spec, i).isEqualTo(gradient[i] > 0);
        }
      }
    }
  }

  @Test
  void equalValuesAreNoChoice() {
    MaxPool2D pool = (MaxPool2D) Sequential.input(2, 4, 1).add(Layers.maxPool2D(2)).build(1).layers().getFirst();

    boolean[] chosen = PoolChoices.of(pool, Tensor.of(new float[] {0, 0, 1, 2, 0, 0, 2, 1}, 2, 4, 1));

    assertThat(chosen).containsExactly(false, false, false, true, false, false, false, false);
  }
}
