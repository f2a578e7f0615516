package dev.weft.layers;

import static dev.weft.layers.Blocks.residual;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.softmax;
import static dev.weft.layers.engine.Parameters.kinds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.io.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that begin as others do. */
class ExtensionTest {

  private static Network network() {
    Network network = Sequential.input(6, 5, 2)
        .add(conv2D(4, 3).same()).add(residual(conv2D(4, 1), batchNorm())).add(globalAveragePool())
        .add(dense(8)).add(relu()).add(dense(3)).build(1);
    Batch.setReals(network.parameters(), 2);
    return network;
  }

  private static Tensor values(Network network, String name) {
    return network.parameters().tensor(network.parameters().parameter(name)).copy();
  }

  @Test
  void aNetworkWithAnotherHeadKeepsAllOtherWeights() {
    Network network = network();
    Network tuned = network.withoutLast(1).add(dense(2)).build(7);
    assertThat(tuned.layers()).extracting(Layer::name).containsExactly("conv2d_1", "conv2d_2", "batch_norm_1", "add_1",
        "global_average_pool_1", "dense_1", "relu_1", "dense_2");
    assertThat(tuned.outputShape().dims()).containsExactly(2);
    for (Parameter parameter : tuned.ownParameters()) {
      if (!parameter.name().startsWith("dense_2")) {
        assertThat(values(tuned, parameter.name())).as(parameter.name()).isEqualTo(values(network, parameter.name()));
      }
    }
    Tensor x = Batch.reals(network, 3, 1).inputs(network);
    assertThat(tuned.upTo("relu_1").predict(x)).isEqualTo(network.upTo("relu_1").predict(x));
  }

  @Test
  void aNewHeadOfTheNameAndShapeOfTheOldOneStartsAfresh() {
    Network network = network();
    Network tuned = network.withoutLast(1).add(dense(3)).build(7);
    assertThat(values(tuned, "dense_2/kernel")).isNotEqualTo(values(network, "dense_2/kernel"));
    assertThat(values(tuned, "dense_2/bias")).isEqualTo(Tensor.zeros(3));
    assertThat(network.withoutLast(1).add(dense(3)).build(7).parameters().values())
        .isEqualTo(tuned.parameters().values());
    assertThat(network.withoutLast(1).add(dense(3)).build(8).parameters().values())
        .isNotEqualTo(tuned.parameters().values());
  }

  @Test
  void whatIsKeptStaysFrozenAndTheNewHeadIsNot() {
    Network frozen = network().frozen(kinds("conv2d", "dense"));
    Network tuned = frozen.withoutLast(1).add(dense(3)).build(7);
    assertThat(tuned.parameters().frozen()).containsExactly("conv2d_1/kernel", "conv2d_1/bias", "conv2d_2/kernel",
        "conv2d_2/bias", "dense_1/kernel", "dense_1/bias");
  }

  @Test
  void theNetworkItIsMadeFromIsLeftAsItIs() {
    Network network = network();
    float[] before = network.parameters().values().clone();
    Network tuned = network.withoutLast(2).add(dropout(0.5f)).add(dense(2)).build(7);
    java.util.Arrays.fill(tuned.parameters().values(), 5);
    assertThat(network.parameters().values()).isEqualTo(before);
    assertThat(network.layers()).hasSize(8);
  }

  @Test
  void aNewLayerGetsANameThatIsFree() {
    Network network = Sequential.input(4).add(dense(5).named("dense_2")).add(dense(6).named("x")).build(1);
    Network longer = network.add(dense(7)).add(dense(8)).build(1);
    assertThat(longer.layers()).extracting(Layer::name).containsExactly("dense_2", "x", "dense_3", "dense_4");
    Network first = Sequential.input(4).add(dense(5).named("dense_3")).build(1).add(dense(2)).add(dense(2)).build(1);
    assertThat(first.layers()).extracting(Layer::name).containsExactly("dense_3", "dense_2", "dense_4");
    assertThatIllegalArgumentException().isThrownBy(() -> network.add(dense(7).named("x")).build(1))
        .withMessage("expected each name once, got two parts named 'x'");
  }

  @Test
  void anExtendedNetworkComesBackFromItsFile(@TempDir Path folder) throws IOException {
    Network tuned = network().frozen(kinds("conv2d")).withoutLast(3).add(dense(7)).add(softmax()).build(7);
    Path file = folder.resolve("tuned.safetensors");
    ModelFile.save(file, tuned, Map.of());
    Network again = ModelFile.load(file).network();
    Tensor x = Batch.reals(tuned, 3, 1).inputs(tuned);
    assertThat(again.predict(x)).isEqualTo(tuned.predict(x));
    assertThat(again.parameters().frozen()).isEqualTo(tuned.parameters().frozen());
  }

  @Test
  void layersAreComputedAsInTheNetworkItIsMadeFrom() {
    Network plain = network().withoutFusion().add(softmax()).build(1);
    assertThat(plain.executedLayers(false)).hasSameSizeAs(plain.layers());
  }

  @Test
  void whatCannotBeLeftOutOrAddedToIsRefused() {
    Network network = network();
    for (int count : new int[] {0, -1, 8, 9}) {
      assertThatIllegalArgumentException().isThrownBy(() -> network.withoutLast(count))
          .withMessage("expected to leave out 1 to 7 of 8 layers, got " + count);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> network.withoutLast(5))
        .withMessage("expected last layers that follow one another to leave out 5, got 'add_1', which reads 2 outputs;"
            + " see Network.upTo");
    assertThatIllegalArgumentException().isThrownBy(() -> GraphTest.network().withoutLast(1))
        .withMessage("expected a network of one output to leave out its last layers, got 2; see Network.upTo");
    assertThatIllegalArgumentException().isThrownBy(() -> GraphTest.network().add(dense(1)))
        .withMessage("expected a network of one output to add a part to, got 2; see Network.upTo");
    assertThatIllegalArgumentException().isThrownBy(() -> network.add(conv2D(2, 3)).build(1))
        .withMessageStartingWith("conv2d_3 behind dense_2 (3,): ");
  }
}
