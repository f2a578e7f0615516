package dev.weft.layers.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A trained network with new parts behind it: the beginning of transfer learning. The network built has parameters of its own; those of
 * the layers it was made from have their values, and stay frozen if they were.
 *
 * {@snippet :
 * Network tuned = network.withoutLast(1).add(dense(2)).build(7).frozen(layers("dense_1"));
 * tuned.outputShape(); // = (2,)
 * }
 *
 * <p>A new part without a name gets its kind and the next number that no layer before it has. Immutable.
 */
public final class Extension {

  private final Network base;
  private final Nodes nodes;
  private final Node last;

  private Extension(Network base, Nodes nodes, Node last) {
    this.base = base;
    this.nodes = nodes;
    this.last = last;
  }

  static Extension of(Network base) {
    Nodes nodes = base.nodes();
    if (nodes.outputs().size() != 1) {
      throw new IllegalArgumentException("expected a network of one output to add a part to, got "
          + nodes.outputs().size() + "; see Network.upTo");
    }
    return new Extension(base, nodes, nodes.outputs().getFirst());
  }

  /**
   * Adds a layer or block behind the last one.
   *
   * @return another extension; this one stays as it is
   */
  public Extension add(Block part) {
    return new Extension(base, nodes, Objects.requireNonNull(part, "part").behind(last));
  }

  /**
   * Builds the network: infers all shapes, draws the first values of the new parameters from the seed and copies those of the old ones.
   *
   * @throws IllegalArgumentException if a new part cannot take its inputs, or a name stands for two
   */
  public Network build(long seed) {
    Set<String> kept = base.layers().stream().map(Layer::name).collect(Collectors.toSet());
    Set<String> frozen = new HashSet<>(base.parameters().frozen());
    frozen.retainAll(base.ownParameters().stream().map(Parameter::name).toList());
    Network network = new NetworkBuilder(nodes.inputs(), List.of(last), frozen::contains, kept)
        .build(base.rewrites(), seed, Network.MOST_PARAMETERS);
    network.parameters().copyMatching(base.parameters(), base.ownParameters());
    return network;
  }

  /** The network without its last layers, which follow one another. */
  static Network withoutLast(Network network, int count) {
    if (network.outputNames().size() != 1) {
      throw new IllegalArgumentException("expected a network of one output to leave out its last layers, got "
          + network.outputNames().size() + "; see Network.upTo");
    }
    if (count < 1 || count >= network.steps().size()) {
      throw new IllegalArgumentException("expected to leave out 1 to " + (network.steps().size() - 1) + " of "
          + network.steps().size() + " layers, got " + count);
    }
    Map<String, Integer> places = new HashMap<>();
    network.layers().forEach(layer -> places.put(layer.name(), places.size()));
    int at = places.get(network.outputNames().getFirst());
    for (int i = 0; i < count; i++) {
      Step step = network.steps().get(at);
      if (step.inputs().size() != 1 || step.inputs().getFirst() < 0) {
        throw new IllegalArgumentException("expected last layers that follow one another to leave out " + count
            + ", got '" + step.layer().name() + "', which reads "
            + (step.inputs().size() == 1 ? "an input" : step.inputs().size() + " outputs") + "; see Network.upTo");
      }
      at = step.inputs().getFirst();
    }
    return network.upTo(network.steps().get(at).layer().name());
  }
}
