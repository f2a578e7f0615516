package dev.weft.layers;

import static dev.weft.layers.Blocks.chain;
import static dev.weft.layers.Blocks.concat;
import static dev.weft.layers.Blocks.identity;
import static dev.weft.layers.Blocks.multiply;
import static dev.weft.layers.Blocks.residual;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.sigmoid;
import static dev.weft.layers.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.BrokenLayer.Bug;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.check.GradientReport;
import dev.weft.layers.check.GradientReport.TensorCheck;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.engine.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A gradient that is wrong in a branch, or in a layer with several inputs, is found where it is made and nowhere else. */
class GraphGradientBugTest {

  private static final Set<String> WITHIN = Set.of("has the wrong sign", "is one percent too small", "is dropped");

  /** A network of which one layer has a bug. */
  record Mutant(String layer, Network network, Bug bug, int batch) {

    @Override
    public String toString() {
      return layer + ": " + bug;
    }
  }

  /** Branches of every kind; the input is read twice. */
  private static Network branches() {
    Network network = Sequential.input(4, 4, 3)
        .add(concat(conv2D(2, 1), chain(conv2D(3, 3).same(), tanh())))
        .add(residual(conv2D(5, 3).same(), tanh(), conv2D(5, 1)))
        .add(multiply(identity(), chain(globalAveragePool(), dense(5), sigmoid())))
        .add(globalAveragePool()).add(dense(3)).build(1);
    Batch.setReals(network.parameters(), 4);
    return network;
  }

  static List<Mutant> withinANetwork() {
    List<Mutant> mutants = new ArrayList<>();
    Network network = branches();
    for (Layer layer : network.layers()) {
      List<Bug> bugs = new ArrayList<>(layer.inputShapes().size() > 1 ? Bugs.ofEachInput(layer) : Bugs.ofInput(layer));
      for (Parameter parameter : layer.parameters()) {
        bugs.addAll(Bugs.ofParameter(parameter));
      }
      for (Bug bug : bugs) {
        if (WITHIN.contains(bug.name())) {
          mutants.add(new Mutant(layer.name(), StandIns.in(network, List.of(new BrokenLayer(layer, bug))), bug, 1));
        }
      }
    }
    return mutants;
  }

  static List<Mutant> layersWithSeveralInputs() {
    List<Mutant> mutants = new ArrayList<>();
    for (LayerSpec spec : new LayerSpec[] {new Add.Spec(), new Multiply.Spec(), new Concat.Spec()}) {
      Node[] inputs = {Graph.input("a", 3, 3, 4), Graph.input("b", 3, 3, 4), Graph.input("c", 3, 3, 4)};
      Network network = Graph.inputs(inputs).outputs(Node.of(spec, List.of(inputs))).build(1);
      Layer layer = network.layers().get(0);
      for (Bug bug : Bugs.ofEachInput(layer)) {
        mutants.add(new Mutant(spec.kind(), StandIns.in(network, List.of(new BrokenLayer(layer, bug))), bug, 3));
      }
    }
    return mutants;
  }

  private static GradientReport check(Network network, int batch) {
    Batch numbers = Batch.reals(network, batch, 5);
    return GradientCheck.of(network, Losses.meanSquaredError()).withElements(1000)
        .check(numbers.allInputs(network), numbers.outputs(network));
  }

  @ParameterizedTest
  @MethodSource({"withinANetwork", "layersWithSeveralInputs"})
  void theCheckFindsTheBugWhereItIsMadeAndNowhereElse(Mutant mutant) {
    GradientReport report = check(mutant.network(), mutant.batch());
    Layer broken = mutant.network().executedLayers(true).stream().filter(BrokenLayer.class::isInstance).findFirst()
        .orElseThrow();
    assertThat(report.failures()).as("%s", report).extracting(TensorCheck::tensor)
        .contains(mutant.bug().reportedAs(broken));
    assertThat(report.failures()).extracting(TensorCheck::layer).containsOnly(broken.name());
  }

  @Test
  void withoutABugTheSameNetworkPasses() {
    GradientReport report = check(branches(), 3);
    assertThat(report.failures()).as("%s", report).isEmpty();
    assertThat(report.tensors()).extracting(TensorCheck::tensor).contains("input 1", "input 2");
  }

  @Test
  void anInputThatIsAddedToItselfHasItsTwoGradientsCheckedOneByOne() {
    Network network = Sequential.input(5).add(Blocks.add(identity(), identity())).add(dense(2)).build(1);
    GradientReport report = check(network, 3);
    assertThat(report.failures()).as("%s", report).isEmpty();
  }

  @Test
  void severalOutputsOrTheWrongNumberOfInputsAreRefused() {
    Network two = GraphTest.network();
    Batch batch = Batch.reals(two, 2, 1);
    GradientCheck check = GradientCheck.of(two, Losses.meanSquaredError());
    assertThatThrownBy(() -> check.check(batch.allInputs(two), Tensor.zeros(2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a network of one output, and a tensor for each of its 2 inputs, got the outputs [size, "
            + "classes] and 2 tensors");
    Network one = two.upTo("classes");
    assertThatThrownBy(() -> GradientCheck.of(one, Losses.meanSquaredError()).check(Tensor.zeros(2, 6, 5, 2),
        Tensor.zeros(2, 3))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a network of one output, and a tensor for each of its 2 inputs");
  }
}
