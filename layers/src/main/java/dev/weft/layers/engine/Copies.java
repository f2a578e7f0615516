package dev.weft.layers.engine;

import java.util.function.Predicate;

/** Networks of the layers of another one, with parameters of their own. */
final class Copies {

  private Copies() {}

  /** With first values drawn from the seed. */
  static Network fresh(Network network, Predicate<String> frozen, long seed) {
    Nodes nodes = network.nodes();
    NetworkBuilder builder = NetworkBuilder.of(nodes.inputs(), nodes.outputs(), frozen);
    return builder.build(network.rewrites(), seed, Network.MOST_PARAMETERS);
  }

  /** With the same values. */
  static Network of(Network network, Predicate<String> frozen) {
    Network copy = fresh(network, frozen, 0);
    copy.parameters().copyMatching(network.parameters());
    return copy;
  }

  /** With the same values, more of which are frozen. */
  static Network frozen(Network network, Predicate<String> names) {
    if (network.ownParameters().stream().noneMatch(p -> p.trainable() && names.test(p.name()))) {
      throw new IllegalArgumentException("expected names of trainable parameters to freeze, got none of "
          + network.ownParameters().stream().filter(Parameter::trainable).map(Parameter::name).toList());
    }
    return of(network, name -> network.parameters().isFrozen(name) || names.test(name));
  }
}
