package dev.weft.layers;

import static dev.weft.layers.Blocks.residual;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.gelu;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Pass;
import dev.weft.layers.engine.Workspace;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Frozen parameters stay as they are, and what only they need is not computed. */
class FreezingTest {

  private static Network network() {
    Network network = Sequential.input(6, 5, 2)
        .add(conv2D(4, 3).same()).add(batchNorm()).add(tanh())
        .add(residual(conv2D(4, 1), batchNorm(), gelu())).add(globalAveragePool()).add(dense(3))
        .build(1);
    Batch.setReals(network.parameters(), 2);
    return network;
  }

  private static Set<String> trainable(Network network) {
    Set<String> names = new TreeSet<>();
    network.parameters().parameters().stream().filter(Parameter::trainable).map(Parameter::name).forEach(names::add);
    return names;
  }

  @Test
  void layersAreFrozenByNameOrTheirParametersByPredicate() {
    Network network = network();
    assertThat(trainable(network.frozen("conv2d_1", "batch_norm_1"))).containsExactly("batch_norm_2/beta",
        "batch_norm_2/gamma", "conv2d_2/bias", "conv2d_2/kernel", "dense_1/bias", "dense_1/kernel");
    assertThat(trainable(network.frozen(name -> !name.startsWith("dense")))).containsExactly("dense_1/bias",
        "dense_1/kernel");
    Network twice = network.frozen(name -> name.endsWith("/bias")).frozen(name -> name.endsWith("/gamma"));
    assertThat(trainable(twice)).containsExactly("batch_norm_1/beta", "batch_norm_2/beta", "conv2d_1/kernel",
        "conv2d_2/kernel", "dense_1/kernel");
    assertThat(trainable(twice.copy())).isEqualTo(trainable(twice));
    assertThat(trainable(twice.reinitialised(3))).isEqualTo(trainable(twice));
    assertThat(trainable(twice.unfrozen())).isEqualTo(trainable(network));
  }

  @Test
  void aFrozenNetworkIsACopyThatPredictsTheSame() {
    Network network = network();
    Network frozen = network.frozen("conv2d_1");
    Batch batch = Batch.reals(network, 4, 1);
    assertThat(frozen.predict(batch.inputs(network))).isEqualTo(network.predict(batch.inputs(network)));
    frozen.parameters().values()[0] += 1;
    assertThat(network.parameters().values()).isEqualTo(network().parameters().values());
    assertThat(frozen.parameters().trainable()).isLessThan(network.parameters().trainable());
    assertThat(frozen.summary()).contains("Trainable: 51, not trainable: 92");
  }

  @Test
  void whatIsNotFrozenGetsTheGradientsThatItGotBefore() {
    Network network = network();
    Network frozen = network.frozen(name -> name.startsWith("conv2d") || name.endsWith("_1/gamma"));
    Batch batch = Batch.reals(network, 9, 1);
    LayerRun expected = LayerRun.training(network, batch);
    LayerRun run = LayerRun.training(frozen, batch);
    for (Parameter parameter : frozen.parameters().parameters()) {
      if (parameter.trainable()) {
        Parameter same = network.parameters().parameter(parameter.name());
        assertThat(slice(run.gradients(), parameter)).as(parameter.name())
            .isEqualTo(slice(expected.gradients(), same));
      }
    }
    assertThat(run.dx()).isEqualTo(expected.dx());
  }

  private static float[] slice(float[] all, Parameter parameter) {
    return Arrays.copyOfRange(all, parameter.offset(), parameter.offset() + parameter.size());
  }

  /** The network with layers that note which of their methods are called. */
  private static Network noting(Network network, List<String> calls) {
    UnaryOperator<Layer> noting = real -> (Layer) Proxy.newProxyInstance(
        Layer.class.getClassLoader(), new Class<?>[] {Layer.class}, (proxy, method, arguments) -> {
          String called = method.getName().replace("gradientOfPart", "gradient");
          if (List.of("statistics", "forward", "backward", "gradient").contains(called)) {
            Pass pass = (Pass) arguments[0];
            calls.add(real.name() + " " + called + (pass.wantsDx() ? " dx" : ""));
          }
          return method.invoke(real, arguments);
        });
    return StandIns.in(network, network.withoutFusion().layers().stream().map(noting).toList());
  }

  private static List<String> calls(Network network) {
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    Batch batch = Batch.reals(network, 4, 1);
    Workspace workspace = noting(network, calls).trainingWorkspace(4, LayerRun.pool(1));
    workspace.step(batch, Losses.meanSquaredError(), 4, 1, 1);
    return calls;
  }

  @Test
  void layersBelowWhichNothingIsTrainableAreNotDifferentiated() {
    List<String> calls = calls(network().frozen(name -> !name.startsWith("dense")));
    assertThat(calls).filteredOn(call -> !call.endsWith("forward")).isNotEmpty()
        .allSatisfy(call -> assertThat(call).startsWith("dense_1"));
    assertThat(calls).filteredOn(call -> call.endsWith("dx")).isEmpty();
  }

  @Test
  void aFrozenLayerAboveATrainableOneOnlyPassesGradientsOn() {
    List<String> calls = calls(network().frozen("conv2d_2", "batch_norm_2"));
    assertThat(calls).contains("conv2d_2 backward dx", "batch_norm_2 backward dx", "conv2d_1 gradient",
        "batch_norm_1 statistics dx").doesNotContain("conv2d_2 gradient dx", "batch_norm_2 gradient dx",
            "batch_norm_2 statistics dx", "conv2d_1 backward dx");
  }

  @Test
  void ofTwoBranchesOnlyThatWithATrainableLayerIsDifferentiated() {
    Network network = Sequential.input(4)
        .add(Blocks.add(Blocks.chain(dense(3).named("left"), tanh().named("left_tanh")), dense(3).named("right")))
        .add(dense(2)).build(1).frozen("left");
    assertThat(calls(network)).contains("right gradient").doesNotContain("left_tanh backward", "left_tanh backward dx",
        "left backward", "left gradient");
  }

  @Test
  void batchNormOfAFrozenPartUsesAndKeepsItsMovingStatistics() {
    Network network = network();
    Network frozen = network.frozen("conv2d_1", "batch_norm_1", "conv2d_2");
    Batch batch = Batch.reals(network, 9, 1);
    LayerRun run = LayerRun.training(frozen, batch, Kernels.active(), 2);
    Reference.of(frozen, batch, true, null).assertEquals(run, frozen); // whose moments are the moving ones where frozen
    for (String name : List.of("batch_norm_1/moving_mean", "batch_norm_1/moving_variance")) {
      Parameter parameter = frozen.parameters().parameter(name);
      assertThat(slice(run.values(), parameter)).isEqualTo(frozen.parameters().tensor(parameter).toArray());
    }
    Parameter other = frozen.parameters().parameter("batch_norm_2/moving_mean");
    assertThat(slice(run.values(), other)).isNotEqualTo(frozen.parameters().tensor(other).toArray());
  }

  @Test
  void batchNormOfWhichOnlyOneIsFrozenTakesTheBatchsStatistics() {
    Network network = network().frozen(name -> name.endsWith("/gamma"));
    Batch batch = Batch.reals(network, 9, 1);
    Reference.of(network, batch, true, null).assertEquals(LayerRun.training(network, batch), network);
  }

  @Test
  void aFrozenLayerThatTheNetworkPutsOutAndAnotherReadsIsNotDifferentiated() {
    Node x = Graph.input("x", 5);
    Node features = x.then(dense(4), tanh());
    Network network = Graph.inputs(x).outputs(features, features.then(flatten(), dense(3))).build(1).frozen("dense_1");
    Batch batch = Batch.reals(network, 3, 1);
    Workspace workspace = network.keepingWorkspace(3, LayerRun.pool(1));
    LayerRun expected = LayerRun.training(network, batch);
    LayerRun.runWithoutInputGradients(network, workspace, batch);
    Close.assertSameBits(workspace.gradients(), expected.gradients(), "gradients");
    assertThatThrownBy(() -> workspace.activationGradients("tanh_1")).isInstanceOf(IllegalStateException.class)
        .hasMessage("expected a layer whose gradient is needed, got 'tanh_1'");
  }

  @Test
  void aFusedLayerMayBeFrozenBelowOrAboveATrainableOne() {
    Network network = Sequential.input(10, 10, 2).add(conv2D(4, 3)).add(relu()).add(maxPool2D(2))
        .add(conv2D(5, 3)).add(relu()).add(maxPool2D(2)).add(flatten()).add(dense(3)).build(1);
    for (String name : List.of("conv2d_1", "conv2d_2")) {
      Network frozen = network.frozen(name);
      Batch batch = Batch.reals(network, 5, 1);
      Reference.of(frozen, batch, true, null).assertEquals(LayerRun.training(frozen, batch), frozen);
      Workspace workspace = frozen.trainingWorkspace(5, LayerRun.pool(1));
      assertThat(workspace.step(batch, Losses.meanSquaredError(), 5, 1, 1)).isFinite();
    }
  }

  @Test
  void freezingNothingIsAnErrorThatListsWhatCouldBeFrozen() {
    Network network = Sequential.input(3).add(dense(2)).add(relu()).build(1);
    String message = "expected names of trainable parameters to freeze, got none of [dense_1/kernel, dense_1/bias]";
    assertThatThrownBy(() -> network.frozen(name -> name.startsWith("conv"))).isInstanceOf(
        IllegalArgumentException.class).hasMessage(message);
    assertThatThrownBy(() -> network.frozen("relu_1")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
