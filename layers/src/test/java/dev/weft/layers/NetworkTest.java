package dev.weft.layers;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.InferenceSession;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NetworkTest {

  /** The network of the reference study. */
  static Sequential.Builder reference() {
    return Sequential.input(28, 28, 1)
        .add(conv2D(32, 3).heNormal()).add(relu()).add(maxPool2D(2)).add(dropout(0.25f))
        .add(conv2D(64, 3)).add(relu()).add(maxPool2D(2)).add(dropout(0.25f))
        .add(conv2D(128, 3)).add(relu()).add(dropout(0.4f))
        .add(flatten()).add(dense(128)).add(relu()).add(dropout(0.3f))
        .add(dense(10));
  }

  @Test
  void theReferenceNetworkHas241546Parameters() {
    Network network = reference().build(1);
    assertThat(network.parameters().size()).isEqualTo(241_546);
    assertThat(network.parameters().trainable()).isEqualTo(241_546);
    assertThat(network.outputShape()).isEqualTo(Shape.of(10));
    assertThat(network.parameters().parameters()).extracting(Parameter::name).containsExactly(
        "conv2d_1/kernel", "conv2d_1/bias", "conv2d_2/kernel", "conv2d_2/bias", "conv2d_3/kernel", "conv2d_3/bias",
        "dense_1/kernel", "dense_1/bias", "dense_2/kernel", "dense_2/bias");
  }

  @Test
  void theSummaryListsLayersShapesAndParameters() {
    assertThat(reference().build(1).summary()).isEqualTo(
        """
            ─────────────────────────────────────────────────────────
            Layer (kind)               Output shape        Parameters
            ─────────────────────────────────────────────────────────
            input                      (None, 28, 28, 1)            0
            conv2d_1 (conv2d)          (None, 26, 26, 32)         320
            relu_1 (relu)              (None, 26, 26, 32)           0
            max_pool2d_1 (max_pool2d)  (None, 13, 13, 32)           0
            dropout_1 (dropout)        (None, 13, 13, 32)           0
            conv2d_2 (conv2d)          (None, 11, 11, 64)      18,496
            relu_2 (relu)              (None, 11, 11, 64)           0
            max_pool2d_2 (max_pool2d)  (None, 5, 5, 64)             0
            dropout_2 (dropout)        (None, 5, 5, 64)             0
            conv2d_3 (conv2d)          (None, 3, 3, 128)       73,856
            relu_3 (relu)              (None, 3, 3, 128)            0
            dropout_3 (dropout)        (None, 3, 3, 128)            0
            flatten_1 (flatten)        (None, 1152)                 0
            dense_1 (dense)            (None, 128)            147,584
            relu_4 (relu)              (None, 128)                  0
            dropout_4 (dropout)        (None, 128)                  0
            dense_2 (dense)            (None, 10)               1,290
            ─────────────────────────────────────────────────────────
            Total parameters: 241,546 (943.54 KiB)
            Trainable: 241,546, not trainable: 0
            """);
  }

  @Test
  void theVerboseSummaryTellsHowEachLayerIsComputed() {
    assertThat(reference().build(1).summary(true).lines().filter(line -> line.startsWith("conv2d")))
        .first().asString().contains("fused conv2d_1 + relu_1 + max_pool2d_1");
    assertThat(reference().withoutFusion().build(1).summary(true)).doesNotContain("fused");
  }

  @Test
  void theSummaryCountsWhatIsNotTrainable() {
    Network network = Sequential.input(5).add(Layers.batchNorm()).build(1);
    assertThat(network.summary()).contains("Total parameters: 20 (0.08 KiB)\nTrainable: 10, not trainable: 10\n");
  }

  @Test
  void trainableParametersComeFirstInTheSlab() {
    Network network = Sequential.input(5).add(Layers.batchNorm()).add(dense(2)).build(1);
    ParameterSlab slab = network.parameters();
    assertThat(slab.size()).isEqualTo(32);
    assertThat(slab.trainable()).isEqualTo(22);
    assertThat(slab.parameters()).allSatisfy(
        p -> assertThat(p.offset() + p.size() <= slab.trainable()).as(p.name()).isEqualTo(p.trainable()));
    assertThat(slab.parameters().stream().mapToInt(Parameter::size).sum()).isEqualTo(slab.size());
  }

  @Test
  void theSameSeedGivesTheSameWeightsAndAnotherGivesOthers() {
    float[] values = reference().build(2023).parameters().values();
    Close.assertSameBits(reference().build(2023).parameters().values(), values, "the same seed");
    Close.assertSameBits(reference().withoutFusion().build(2023).parameters().values(), values, "without fusion");
    assertThat(Arrays.equals(reference().build(1).parameters().values(), values)).as("another seed").isFalse();
  }

  @Test
  void twoLayersOfOneShapeStartDifferently() {
    Network network = Sequential.input(8).add(dense(8)).add(dense(8)).build(1);
    ParameterSlab slab = network.parameters();
    assertThat(slab.tensor(slab.parameter("dense_1/kernel")).toArray())
        .isNotEqualTo(slab.tensor(slab.parameter("dense_2/kernel")).toArray());
  }

  @Test
  void aLayerThatCannotTakeItsInputIsNamed() {
    assertThatThrownBy(() -> Sequential.input(6, 6, 1).add(conv2D(4, 3)).add(maxPool2D(2)).add(conv2D(4, 3)).build(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "conv2d_2 behind max_pool2d_1 (2, 2, 4): expected an image of at least 3 × 3 for the window, got (2, 2, 4)");
    assertThatThrownBy(() -> Sequential.input(6, 6, 1).add(flatten()).add(maxPool2D(2)).build(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "max_pool2d_1 behind flatten_1 (36,): expected an image of shape (height, width, channels), got (36,)");
    assertThatThrownBy(() -> Sequential.input(10).add(globalAveragePool()).build(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("global_average_pool_1: expected an image");
  }

  @Test
  void aNetworkNeedsALayer() {
    assertThatThrownBy(() -> Sequential.input(3).build(1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a network of at least one layer, got none");
  }

  @Test
  void aPrefixOfABuilderCanBeShared() {
    Sequential.Builder stem = Sequential.input(4).add(dense(3));
    assertThat(stem.add(dense(2)).build(1).outputShape()).isEqualTo(Shape.of(2));
    assertThat(stem.build(1).outputShape()).isEqualTo(Shape.of(3));
  }

  @Test
  void predictAcceptsAnyNumberOfExamplesAndNamesAWrongShape() {
    Network network = Sequential.input(4).add(dense(3)).build(1);
    assertThat(network.predict(Tensor.zeros(5, 4)).shape()).isEqualTo(Shape.of(5, 3));
    assertThatThrownBy(() -> network.predict(Tensor.zeros(5, 3))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected inputs of shape (N, ...) with examples (4,), got (5, 3)");
    assertThatThrownBy(() -> network.predict(Tensor.zeros(4))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void predictOfNoExamplesIsAnEmptyTensorOrAClearError() {
    Network network = Sequential.input(4).add(dense(3)).build(1);
    assertThatThrownBy(() -> network.predict(Tensor.zeros(0, 4))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 0");
  }

  @Test
  void aSessionReadsParametersWhenItIsToldTo() {
    Network network = Sequential.input(2).add(dense(1)).build(1);
    Tensor x = Tensor.full(1f, 1, 2);
    try (InferenceSession session = network.session(4)) {
      network.parameters().copyFrom(new float[] {1, 2, 3});
      session.refresh();
      assertThat(session.predict(x).toArray()).containsExactly(6);
      assertThatThrownBy(() -> session.predict(Tensor.zeros(5, 2))).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected at most 4 examples, got 5");
    }
  }

  @Test
  void theTextNamesShapesAndCounts() {
    assertThat(reference().build(1)).hasToString("Network(28, 28, 1) → (10,), 16 layers, 241546 parameters");
  }

  @Test
  void anUnknownParameterIsAnErrorThatListsTheKnownOnes() {
    ParameterSlab slab = Sequential.input(2).add(dense(1)).build(1).parameters();
    assertThatThrownBy(() -> slab.parameter("dense_2/kernel")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a parameter among [dense_1/kernel, dense_1/bias], got 'dense_2/kernel'");
    assertThatThrownBy(() -> slab.copyFrom(new float[2])).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 3 parameter values, got 2");
  }
}
