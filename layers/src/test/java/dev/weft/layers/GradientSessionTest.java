package dev.weft.layers;

import static dev.weft.layers.Layers.averagePool2D;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.GradientSession;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import org.junit.jupiter.api.Test;

class GradientSessionTest {

  /** The first three layers fuse, dropout and BatchNorm behave differently in training. */
  private final Network network = Sequential.input(9, 8, 2)
      .add(conv2D(6, 3).heNormal()).add(relu()).add(maxPool2D(2)).add(dropout(0.4f))
      .add(conv2D(5, 2)).add(batchNorm()).add(tanh()).add(averagePool2D(2))
      .add(flatten()).add(dense(4))
      .build(1);

  private final Batch batch;
  private final Tensor x;

  GradientSessionTest() {
    Batch.setReals(network.parameters(), 3);
    batch = Batch.reals(network, 3, 5);
    x = Tensor.of(batch.x(), 3, 9, 8, 2);
  }

  private Tensor dOutputs() {
    return Tensor.of(batch.dy(), 3, 4);
  }

  @Test
  void theGradientsOfTheInputsAreThoseOfTheOracleInInference() {
    try (GradientSession session = network.gradientSession(4)) {
      Tensor y = session.forward(x);
      session.backward(dOutputs());

      Reference expected = Reference.of(network, batch, false);
      Close.assertClose(y.toArray(), expected.y().data(), "outputs");
      LayerRun run = LayerRun.inference(network.withoutFusion(), batch);
      Close.assertSameBits(session.inputGradients().toArray(), run.dx(), "gradients of the inputs");
      expected.assertEquals(run, network);
    }
  }

  @Test
  void theGradientOfAnActivationTellsWhatAChangeOfItDoesBehind() {
    try (GradientSession session = network.gradientSession(3)) {
      Tensor y = session.forward(x);
      session.backward(dOutputs());
      Tensor flat = session.activation("flatten_1"); // of flatten; dense follows
      Tensor dFlat = session.activationGradients("flatten_1");
      Tensor kernel = network.parameters().tensor(network.parameters().parameter("dense_1/kernel"));
      Tensor bias = network.parameters().tensor(network.parameters().parameter("dense_1/bias"));

      assertThat(flat.matmul(kernel).plus(bias).allClose(y, 1e-5f, 1e-5f)).isTrue();
      assertThat(dOutputs().matmul(kernel.transpose(1, 0)).allClose(dFlat, 1e-5f, 1e-5f)).isTrue();
      assertThat(session.activationGradients("dense_1")).isEqualTo(dOutputs());
      for (Layer layer : network.layers()) {
        assertThat(session.activationGradients(layer.name()).shape())
            .isEqualTo(session.activation(layer.name()).shape());
      }
    }
  }

  @Test
  void anotherForwardStartsAnew() {
    try (GradientSession session = network.gradientSession(3)) {
      session.forward(x);
      session.backward(dOutputs());
      float[] once = session.inputGradients().toArray();
      session.backward(dOutputs());
      assertThat(session.inputGradients().toArray()).containsExactly(once);

      network.parameters().values()[0] += 1;
      Tensor changed = session.forward(x);

      Close.assertClose(changed.toArray(), network.predict(x).toArray(), "outputs");
    }
  }

  @Test
  void askingOutOfOrderIsAClearError() {
    try (GradientSession session = network.gradientSession(3)) {
      assertThatThrownBy(() -> session.backward(dOutputs())).isInstanceOf(IllegalStateException.class)
          .hasMessage("expected forward before backward, got no forward");
      assertThatThrownBy(() -> session.activation("flatten_1")).isInstanceOf(IllegalStateException.class);
      session.forward(x);
      session.backward(dOutputs());
      session.forward(x);
      assertThatThrownBy(session::inputGradients).isInstanceOf(IllegalStateException.class)
          .hasMessage("expected backward before its gradients, got none since the last forward");
      assertThatThrownBy(() -> session.activationGradients("flatten_1")).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (GradientSession session = network.gradientSession(3)) {
      assertThatThrownBy(() -> session.forward(Tensor.zeros(4, 9, 8, 2))).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected at most 3 examples, got 4");
      assertThatThrownBy(() -> session.forward(Tensor.zeros(3, 9, 8))).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("with examples (9, 8, 2), got (3, 9, 8)");
      session.forward(x);
      assertThatThrownBy(() -> session.backward(Tensor.zeros(2, 4))).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected gradients of the outputs, of shape (3, 4), got (2, 4)");
      assertThatThrownBy(() -> session.activation("relu_9")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aNetworkWithoutFusionSharesItsParameters() {
    Network plain = network.withoutFusion();

    assertThat(network.executedLayers(true)).hasSizeLessThan(network.layers().size());
    assertThat(plain.executedLayers(true)).isEqualTo(network.layers());
    assertThat(plain.parameters()).isSameAs(network.parameters());
  }
}
