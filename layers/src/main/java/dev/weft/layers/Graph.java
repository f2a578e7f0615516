package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.engine.Rewrite;
import java.util.List;

/**
 * Networks with several inputs or outputs, from nodes.
 *
 * {@snippet :
 * Node image = Graph.input("image", 28, 28, 1);
 * Node age = Graph.input("age", 1);
 * Node features = image.then(conv2D(8, 3), relu(), flatten());
 * Node joint = Blocks.concat(features, age.then(dense(8))).then(dense(32), relu());
 * Network network = Graph.inputs(image, age).outputs(joint.then(dense(2)), joint.then(dense(1))).build(1);
 * }
 *
 * <p>Each output has a loss of its own in an {@link dev.weft.layers.engine.Objective}.
 */
public final class Graph {

  private final List<Node> inputs;

  private Graph(List<Node> inputs) {
    this.inputs = inputs;
  }

  /** An input of this name that takes examples of this shape, without the batch axis. */
  public static Node input(String name, int... exampleShape) {
    return Node.input(name, Shape.of(exampleShape));
  }

  /** A network of these inputs; examples give them in this order. */
  public static Graph inputs(Node... inputs) {
    return new Graph(List.of(inputs));
  }

  /** What the network puts out, in this order. */
  public Builder outputs(Node... outputs) {
    return new Builder(inputs, List.of(outputs), Fusions.all());
  }

  /** A network but for its first weights. */
  public static final class Builder {
    private final List<Node> inputs;
    private final List<Node> outputs;
    private final List<Rewrite> rewrites;

    private Builder(List<Node> inputs, List<Node> outputs, List<Rewrite> rewrites) {
      this.inputs = inputs;
      this.outputs = outputs;
      this.rewrites = rewrites;
    }

    /** Computes every layer by itself, as it is written. */
    public Builder withoutFusion() {
      return new Builder(inputs, outputs, List.of());
    }

    /** Computes convolutions directly, where Winograd's method would be faster and rounds differently. */
    public Builder withoutWinograd() {
      return new Builder(inputs, outputs, rewrites.isEmpty() ? rewrites : Fusions.withoutWinograd());
    }

    /**
     * Infers all shapes, allocates the parameters and draws their first values from the seed.
     *
     * @throws IllegalArgumentException if a layer cannot take its inputs; a name stands for two; an output needs an input that
     *     is not listed, or nothing needs one that is
     */
    public Network build(long seed) {
      return Network.of(inputs, outputs, rewrites, seed);
    }
  }
}
