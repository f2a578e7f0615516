package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Block;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.engine.Rewrite;
import java.util.List;
import java.util.Objects;

/**
 * The front door: networks of one input and one output, part after part.
 *
 * {@snippet :
 * Network network = Sequential.input(28, 28, 1)
 *     .add(conv2D(32, 3).same()).add(relu())
 *     .add(residual(conv2D(32, 3).same(), batchNorm(), relu(), conv2D(32, 3).same(), batchNorm())).add(relu())
 *     .add(globalAveragePool()).add(dense(10))
 *     .build(2023);
 * }
 *
 * <p>Parts are {@link Layers} and {@link Blocks}. Networks with several inputs or outputs: {@link Graph}.
 */
public final class Sequential {

  private Sequential() {}

  /** Starts a network that takes examples of this shape, without the batch axis. */
  public static Builder input(int... exampleShape) {
    return input(Shape.of(exampleShape));
  }

  /** Starts a network that takes examples of this shape, without the batch axis. */
  public static Builder input(Shape exampleShape) {
    Node input = Node.input("input", exampleShape);
    return new Builder(input, input, true, true);
  }

  /** Collects parts; every {@code add} returns a new builder, so a prefix can be shared. */
  public static final class Builder {
    private final Node input;
    private final Node last;
    private final boolean fusion;
    private final boolean winograd;

    private Builder(Node input, Node last, boolean fusion, boolean winograd) {
      this.input = input;
      this.last = last;
      this.fusion = fusion;
      this.winograd = winograd;
    }

    /**
     * Adds a layer or block behind the last one.
     *
     * @param part from {@link Layers} or {@link Blocks}; whether it fits is found out by {@link #build}
     * @return another builder; this one stays as it is
     */
    public Builder add(Block part) {
      return new Builder(input, Objects.requireNonNull(part, "part").behind(last), fusion, winograd);
    }

    /** Computes every layer by itself, as it is written. */
    public Builder withoutFusion() {
      return new Builder(input, last, false, winograd);
    }

    /** Computes convolutions directly, where Winograd's method would be faster and rounds differently. */
    public Builder withoutWinograd() {
      return new Builder(input, last, fusion, false);
    }

    /**
     * Infers all shapes, allocates the parameters and draws their first values from the seed.
     *
     * @throws IllegalArgumentException if there is no layer, one cannot take its inputs, or two have one name
     */
    public Network build(long seed) {
      List<Rewrite> rewrites = !fusion ? List.of() : winograd ? Fusions.all() : Fusions.withoutWinograd();
      return Network.of(List.of(input), List.of(last), rewrites, seed);
    }
  }
}
