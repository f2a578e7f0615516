package dev.weft.layers;

import static dev.weft.layers.Blocks.residual;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.GradientSession;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.io.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts and copies of networks. */
class NetworkPartsTest {

  private static Network network() {
    Network network = Sequential.input(8, 8, 2)
        .add(conv2D(4, 3)).add(relu()).add(maxPool2D(2))
        .add(residual(conv2D(4, 1), batchNorm()))
        .add(globalAveragePool().named("features")).add(dense(3).named("head"))
        .build(1);
    Batch.setReals(network.parameters(), 2);
    return network;
  }

  @Test
  void thePartUpToALayerPutsOutWhatTheLayerDoesInTheWhole() {
    Network network = network();
    Batch batch = Batch.reals(network, 3, 1);
    Tensor x = batch.inputs(network);
    try (GradientSession session = network.gradientSession(3)) {
      session.forward(x);
      for (Layer layer : network.layers()) {
        Tensor part = network.upTo(layer.name()).predict(x);
        assertThat(part.allClose(session.activation(layer.name()), 1e-5f, 1e-5f)).as(layer.name()).isTrue();
      }
    }
  }

  @Test
  void thePartUpToALayerSharesTheParametersAndHasOnlyWhatItNeeds() {
    Network network = GraphTest.network();
    Network ages = network.upTo("dense_1");
    assertThat(ages.inputNames()).containsExactly("age");
    assertThat(ages.layers()).extracting(Layer::name).containsExactly("dense_1");
    assertThat(ages.parameters()).isSameAs(network.parameters());
    assertThat(ages.ownParameters()).extracting(Parameter::name).containsExactly("dense_1/kernel", "dense_1/bias");
    assertThat(ages.summary()).contains("Total parameters: 40 (0.16 KiB)\nTrainable: 40, not trainable: 0\n");
    assertThat(ages).hasToString("Network(4,) → (8,), 1 layers, 40 parameters");
    Tensor x = Tensor.full(1f, 1, 4);
    Tensor before = ages.predict(x);
    network.parameters().values()[ages.ownParameters().get(1).offset()] += 1;
    assertThat(ages.predict(x).toArray()[0]).isCloseTo(before.toArray()[0] + 1, within(1e-5f));
  }

  @Test
  void aPartCanBeCopiedAndSavedByItself(@TempDir Path folder) throws IOException {
    Network part = network().upTo("features");
    Tensor x = Batch.reals(part, 2, 1).inputs(part);
    assertThat(part.copy().predict(x)).isEqualTo(part.predict(x));
    assertThat(part.copy().parameters().parameters()).extracting(Parameter::name)
        .isEqualTo(part.ownParameters().stream().map(Parameter::name).toList());
    Path file = folder.resolve("features.safetensors");
    ModelFile.save(file, part, Map.of());
    Network loaded = ModelFile.load(file).network();
    assertThat(loaded.predict(x)).isEqualTo(part.predict(x));
    assertThat(loaded.outputNames()).containsExactly("features");
  }

  @Test
  void aLayerAloneTakesItsInputsAsInputsOfANetwork() {
    Network network = network();
    Network add = network.alone(network.layer("add_1"));
    assertThat(add.inputShapes()).containsExactly(Shape.of(3, 3, 4), Shape.of(3, 3, 4));
    Tensor a = Tensor.full(2f, 1, 3, 3, 4);
    assertThat(add.predict(a, Tensor.full(3f, 1, 3, 3, 4))).isEqualTo(Tensor.full(5f, 1, 3, 3, 4));
    Network head = network.alone(network.layer("head"));
    assertThat(head.parameters()).isSameAs(network.parameters());
    assertThat(head.ownParameters()).extracting(Parameter::name).containsExactly("head/kernel", "head/bias");
  }

  @Test
  void aCopyHasTheSameNamesAndValuesAndMemoryOfItsOwn() {
    Network network = GraphTest.network();
    Network copy = network.copy();
    assertThat(copy.inputNames()).isEqualTo(network.inputNames());
    assertThat(copy.outputNames()).isEqualTo(network.outputNames());
    assertThat(copy.layers()).extracting(Layer::name).isEqualTo(network.layers().stream().map(Layer::name).toList());
    assertThat(copy.parameters().values()).isEqualTo(network.parameters().values())
        .isNotSameAs(network.parameters().values());
    Batch batch = Batch.reals(network, 3, 1);
    LayerRun.training(copy, batch).assertSameBits(LayerRun.training(network, batch));
  }

  @Test
  void reinitialisedValuesAreThoseOfTheSeed() {
    Network network = network();
    Network fresh = network.reinitialised(5);
    assertThat(fresh.parameters().values()).isEqualTo(network.reinitialised(5).parameters().values())
        .isNotEqualTo(network.reinitialised(6).parameters().values());
    assertThat(Sequential.input(4).add(dense(3)).build(1).reinitialised(9).parameters().values())
        .isEqualTo(Sequential.input(4).add(dense(3)).build(9).parameters().values());
  }

  @Test
  void valuesOfAnotherNetworkAreTakenByNameAndShapeAndTheRestIsReported() {
    Network from = network();
    Network to = Sequential.input(8, 8, 2).add(conv2D(4, 3)).add(relu()).add(conv2D(4, 3)).add(flatten())
        .add(dense(3).named("head")).add(dense(2).named("top")).build(9);
    ParameterSlab slab = to.parameters();
    float[] before = slab.values().clone();
    ParameterSlab.Copied report = slab.copyMatching(from.parameters());
    assertThat(report.copied()).containsExactly("conv2d_1/kernel", "conv2d_1/bias", "conv2d_2/bias", "head/bias");
    assertThat(report.left()).containsExactly("conv2d_2/kernel", "head/kernel", "top/kernel", "top/bias");
    assertThat(report.unused()).containsExactly("conv2d_2/kernel", "batch_norm_1/gamma", "batch_norm_1/beta",
        "batch_norm_1/moving_mean", "batch_norm_1/moving_variance", "head/kernel");
    for (Parameter parameter : slab.parameters()) {
      Tensor now = slab.tensor(parameter);
      if (report.copied().contains(parameter.name())) {
        assertThat(now).isEqualTo(from.parameters().tensor(from.parameters().parameter(parameter.name())));
      } else {
        assertThat(now).isEqualTo(Tensor.wrap(before, parameter.offset(), parameter.shape()));
      }
    }
  }

  @Test
  void allValuesAreTakenByNameInWhateverOrderOrNone() {
    Network from = Sequential.input(3).add(dense(4).named("a")).add(dense(3).named("b")).build(1);
    Network to = Sequential.input(4).add(dense(3).named("b")).add(dense(4).named("a")).build(2);
    to.parameters().copyAll(from.parameters());
    for (Parameter parameter : to.parameters().parameters()) {
      assertThat(to.parameters().tensor(parameter))
          .isEqualTo(from.parameters().tensor(from.parameters().parameter(parameter.name())));
    }
    Network other = Sequential.input(3).add(dense(4).named("a")).add(dense(2).named("b")).build(3);
    float[] before = other.parameters().values().clone();
    assertThatThrownBy(() -> other.parameters().copyAll(from.parameters())).isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected parameters of the same names and shapes, got none for [b/kernel(4, 2), b/bias(2,)] and no "
                + "place for [b/kernel(4, 3), b/bias(3,)]");
    assertThat(other.parameters().values()).isEqualTo(before);
  }

  @Test
  void valuesAreTakenFromAndIntoFrozenNetworks() {
    Network network = network();
    Network frozen = network.frozen("conv2d_1").reinitialised(7);
    assertThat(frozen.parameters().copyMatching(network.parameters()).left()).isEmpty();
    Tensor x = Batch.reals(network, 2, 1).inputs(network);
    assertThat(frozen.predict(x)).isEqualTo(network.predict(x));
  }

  @Test
  void namesOfOnesOwnAreUsedEverywhere() {
    Network network = network();
    assertThat(network.layer("head").parameters()).extracting(Parameter::name)
        .containsExactly("head/kernel", "head/bias");
    assertThat(network.outputNames()).containsExactly("head");
    assertThat(network.summary()).contains("head (dense)", "features (global_average_pool)");
    Network unnamed = Sequential.input(3).add(dense(2).named("first")).add(dense(2)).build(1);
    assertThat(unnamed.layers()).extracting(Layer::name).containsExactly("first", "dense_2");
  }
}
