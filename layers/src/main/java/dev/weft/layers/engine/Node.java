package dev.weft.layers.engine;

import dev.weft.core.io.Quoted;
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

  private static final int MOST_QUOTED = 80;

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

  /**
   * A layer behind these nodes, named by the network: kind and number.
   *
   * @throws IllegalArgumentException if there is no node
   */
  public static Node of(LayerSpec spec, List<Node> inputs) {
    return layer(null, spec, inputs);
  }

  /**
   * A layer of this name behind these nodes.
   *
   * @param name not empty, without {@code /}, {@code +}, spaces at its ends, and characters that break or turn a line
   * @throws IllegalArgumentException if the name is another one, or there is no node
   */
  public static Node of(String name, LayerSpec spec, List<Node> inputs) {
    return layer(requireName(name), spec, inputs);
  }

  private static Node layer(String name, LayerSpec spec, List<Node> inputs) {
    Objects.requireNonNull(spec, "spec");
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("expected at least one node in front of " + spec.kind() + ", got none");
    }
    return new Node(name, spec, null, inputs);
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
          "expected a name that is not empty, without '/', '+' and spaces at its ends, got '"
              + Quoted.plain(name, MOST_QUOTED) + "'");
    }
    if (name.codePoints().anyMatch(Node::breaksLine)) {
      throw new IllegalArgumentException(
          "expected a name without characters that break a line, steer a terminal or turn the direction of writing, got '"
              + Quoted.plain(name, MOST_QUOTED) + "'");
    }
    return name;
  }

  /** What would break a table of layers, or could not be written to a file: halves of characters. */
  private static boolean breaksLine(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
      default -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    };
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
    String what = isInput() ? "input " + shape : spec.kind();
    return name == null ? what : "'" + name + "' " + what;
  }
}
