package dev.weft.layers.engine;

import dev.weft.core.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * An input of a network to be, or a layer of it with the nodes whose outputs it takes.
 *
 * <p>Nodes are immutable values and may be shared: two layers behind one node both read its output. Since a node is made from
 * nodes that exist, there are no cycles. {@link dev.weft.layers.Graph} turns nodes into a network.
 *
 * {@snippet :
 * Node input = Node.input("x", Shape.of(4));
 * Node joint = input.then(dense(8), relu());
 * Graph.inputs(input).outputs(joint.then(dense(2)), joint.then(dense(1))).build(1).outputShapes(); // = [(2,), (1,)]
 * }
 */
public final class Node {

  private final String name; // null: named by the network
  private final LayerSpec spec; // null: an input
  private final Shape shape; // null: not an input
  private final List<Node> inputs;

  private Node(String name, LayerSpec spec, Shape shape, List<Node> inputs) {
    this.name = name;
    this.spec = spec;
    this.shape = shape;
    this.inputs = List.copyOf(inputs);
  }

  /** An input of this name that takes examples of this shape, without the batch axis. */
  public static Node input(String name, Shape shape) {
    return new Node(requireName(name), null, Objects.requireNonNull(shape, "shape"), List.of());
  }

  /** A layer behind these nodes, named by the network: kind and number. */
  public static Node of(LayerSpec spec, List<Node> inputs) {
    return new Node(null, Objects.requireNonNull(spec, "spec"), null, inputs);
  }

  /** A layer of this name behind these nodes. */
  public static Node of(String name, LayerSpec spec, List<Node> inputs) {
    return new Node(requireName(name), Objects.requireNonNull(spec, "spec"), null, inputs);
  }

  /** The last node when these blocks follow one another behind this one. */
  public Node then(Block... blocks) {
    Node end = this;
    for (Block block : blocks) {
      end = block.behind(end);
    }
    return end;
  }

  private static String requireName(String name) {
    if (name.isBlank() || !name.equals(name.strip()) || name.indexOf('/') >= 0 || name.indexOf('+') >= 0) {
      throw new IllegalArgumentException(
          "expected a name that is not empty, without '/', '+' and spaces at its ends, got '" + name + "'");
    }
    return name;
  }

  boolean isInput() {
    return spec == null;
  }

  String name() {
    return name;
  }

  LayerSpec spec() {
    return spec;
  }

  Shape shape() {
    return shape;
  }

  List<Node> inputs() {
    return inputs;
  }

  @Override
  public String toString() {
    String what = isInput() ? "input " + shape : spec.toString();
    return name == null ? what : "'" + name + "' " + what;
  }
}
