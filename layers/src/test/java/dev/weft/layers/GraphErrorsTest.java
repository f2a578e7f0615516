package dev.weft.layers;

import static dev.weft.layers.Blocks.concat;
import static dev.weft.layers.Blocks.residual;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.cropping2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.io.Quoted;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.engine.Step;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What cannot be built says so when it is built. */
class GraphErrorsTest {

  private static void assertRefused(ThrowingCallable build, String message) {
    assertThatThrownBy(build).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void shapesThatDoNotMeetAreNamedWithTheirLayers() {
    assertRefused(() -> Sequential.input(6, 6, 2).add(conv2D(3, 1)).add(residual(conv2D(4, 3).same(), relu())).build(1),
        "add_1 behind conv2d_1 (6, 6, 3) and relu_1 (6, 6, 4): expected inputs of one shape, got (6, 6, 3) and "
            + "(6, 6, 4)");
    assertRefused(() -> Sequential.input(6, 6, 2).add(residual(conv2D(2, 3))).build(1),
        "add_1 behind input (6, 6, 2) and conv2d_1 (4, 4, 2): expected inputs of one shape, got (6, 6, 2) and "
            + "(4, 4, 2)");
    assertRefused(() -> Sequential.input(6, 6, 2).add(concat(conv2D(2, 1), conv2D(2, 3))).build(1),
        "concat_1 behind conv2d_1 (6, 6, 2) and conv2d_2 (4, 4, 2): expected inputs alike but for the last axis, got "
            + "(6, 6, 2) and (4, 4, 2)");
    assertRefused(
        () -> Sequential.input(6, 6, 2).add(Blocks.multiply(relu(), Blocks.chain(flatten(), dense(3)))).build(1),
        "multiply_1 behind relu_1 (6, 6, 2) and dense_1 (3,): expected gates of shape (6, 6, 2) or one number a "
            + "channel, got (3,)");
    assertRefused(() -> Sequential.input(6, 6, 2).add(flatten()).add(conv2D(2, 3)).build(1),
        "conv2d_1 behind flatten_1 (72,): expected an image of shape (height, width, channels), got (72,)");
  }

  @Test
  void aLayerOfOneInputThatIsGivenTwoIsNamed() {
    Node x = Graph.input("x", 3);
    Node both = Node.of(relu(), List.of(x, x.then(dense(3))));
    assertRefused(() -> Graph.inputs(x).outputs(both).build(1),
        "relu_1 behind x (3,) and dense_1 (3,): expected one input, got 2");
  }

  @Test
  void anUnusedInputIsNamed() {
    Node x = Graph.input("x", 3);
    Node y = Graph.input("y", 2);
    assertRefused(() -> Graph.inputs(x, y).outputs(x.then(dense(2))).build(1),
        "expected every input to be read by a layer, got the unused input 'y'");
  }

  @Test
  void anInputThatIsReadButNotListedIsNamed() {
    Node x = Graph.input("x", 3);
    Node y = Graph.input("y", 3);
    assertRefused(() -> Graph.inputs(x).outputs(Blocks.add(x, y)).build(1),
        "expected one of the network's inputs [x], got the input 'y', which add reads");
    assertRefused(() -> Graph.inputs(x).outputs(y.then(dense(2).named("head"))).build(1),
        "expected one of the network's inputs [x], got the input 'y', which 'head' dense reads");
  }

  @Test
  void aNameStandsForOnePartOnly() {
    assertRefused(() -> Sequential.input(3).add(dense(2).named("a")).add(dense(2).named("a")).build(1),
        "expected each name once, got two parts named 'a'");
    assertRefused(() -> Sequential.input(3).add(dense(2).named("dense_2")).add(dense(2)).build(1),
        "expected each name once, got two parts named 'dense_2'");
    assertRefused(() -> Sequential.input(3).add(dense(2).named("input")).build(1),
        "expected each name once, got two parts named 'input'");
    Node x = Graph.input("x", 3);
    Node same = Graph.input("x", 3);
    assertRefused(() -> Graph.inputs(x, same).outputs(Blocks.add(x, same)).build(1),
        "expected each name once, got two inputs named 'x'");
  }

  @Test
  void namesThatFilesAndFusedLayersNeedForThemselvesAreRefused() {
    for (String name : new String[] {"", " ", "a/b", "a+b", " a"}) {
      assertRefused(() -> Sequential.input(3).add(dense(2).named(name)),
          "expected a name that is not empty, without '/', '+' and spaces at its ends, got '" + name + "'");
    }
  }

  @Test
  void namesThatWouldBreakATableOrAFileAreRefused() {
    for (String name : new String[] {"a\nb", "a\tb", "a\u0000b", "a\u001b[31mb", "a\u2028b", "a\u202eb", "a\u2066b"}) {
      String message = "expected a name without characters that break a line, steer a terminal or turn the direction of"
          + " writing, got '" + Quoted.plain(name, 80) + "'";
      assertRefused(() -> Sequential.input(3).add(dense(2).named(name)), message);
      assertRefused(() -> Graph.input(name, 3), message);
    }
    assertThatThrownBy(() -> Graph.input("half a \ud83d", 3)).isInstanceOf(IllegalArgumentException.class);
    Assertions.assertThat(Graph.input("می\u200cخواهم 😀 e\u0301", 3)).isNotNull();
  }

  @Test
  void aLayerBehindNothingIsRefused() {
    assertRefused(() -> Blocks.add(new Node[0]), "expected at least one node in front of add, got none");
    assertRefused(() -> Blocks.multiply(new Node[0]), "expected at least one node in front of multiply, got none");
    assertRefused(() -> Blocks.concat(new Node[0]), "expected at least one node in front of concat, got none");
    assertRefused(() -> Node.of("a", dense(2), List.of()), "expected at least one node in front of dense, got none");
  }

  @Test
  void aGateInFrontOfWhatItOpensIsToldTheOrder() {
    assertRefused(
        () -> Sequential.input(6, 6, 2).add(Blocks.multiply(globalAveragePool(), Blocks.identity())).build(1),
        "multiply_1 behind global_average_pool_1 (2,) and input (6, 6, 2): expected gates of shape (2,) or one number a "
            + "channel, got (6, 6, 2); what is gated comes first");
  }

  @Test
  void anImageThatIsCroppedByMoreThanAnIntIsRefused() {
    assertRefused(() -> Sequential.input(6, 6, 2).add(cropping2D(Integer.MAX_VALUE)).build(1),
        "cropping2d_1: expected an image of more than 4294967294 × 4294967294 to crop, got (6, 6, 2)");
  }

  @Test
  void anOutputThatNoLayerComputesIsNamed() {
    Node x = Graph.input("x", 3);
    assertRefused(() -> Graph.inputs(x).outputs(x.then(dense(2)), x).build(1),
        "expected outputs that layers compute, got the input 'x'");
    assertRefused(() -> Graph.inputs(x).outputs(x).build(1), "expected a network of at least one layer, got none");
    assertRefused(() -> Graph.inputs(x).outputs().build(1),
        "expected at least one input and one output, got 1 and 0");
    assertRefused(() -> Graph.inputs().outputs(x.then(dense(2))).build(1),
        "expected at least one input and one output, got 0 and 1");
    Node y = x.then(dense(2));
    assertRefused(() -> Graph.inputs(x).outputs(y, y).build(1), "expected each output once, got one twice");
    assertRefused(() -> Graph.inputs(y).outputs(y.then(relu())).build(1),
        "expected inputs made by Node.input, got a layer: " + y);
  }

  @Test
  void anUnknownLayerIsAnErrorThatListsTheKnownOnes() {
    Network network = Sequential.input(3).add(dense(2)).add(relu()).build(1);
    assertRefused(() -> network.layer("dense_2"), "expected one of the layers [dense_1, relu_1], got 'dense_2'");
    assertRefused(() -> network.upTo("dense_2"), "expected one of the layers [dense_1, relu_1], got 'dense_2'");
    assertRefused(() -> network.frozen("dense_2"), "expected one of the layers [dense_1, relu_1], got 'dense_2'");
  }

  @Test
  void aNetworkOfManyThousandLayersIsBuiltInAFewSteps() {
    Network network = Sequential.input(2).add(Blocks.repeat(20_000, relu())).build(1);
    Assertions.assertThat(network.steps()).hasSize(20_000).last().extracting(Step::inputs)
        .isEqualTo(List.of(19_998));
  }
}
