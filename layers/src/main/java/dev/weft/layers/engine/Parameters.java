package dev.weft.layers.engine;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Some of a network's parameters, chosen by the names or kinds of their layers, by their own names, or by any condition: what is to
 * be {@linkplain Network#frozen(Parameters) frozen}, or trained with a rate and a decay of its own.
 *
 * {@snippet :
 * network.frozen(layers("dense_1"));
 * network.frozen(kinds("dense").except(named("dense_2/bias")));
 * biasesAndNorms().in(network).size(); // = 2
 * }
 *
 * <p>It is a value that knows no network; {@link #in} finds the parameters of one.
 */
@FunctionalInterface
public interface Parameters {

  /** Whether a parameter of a layer is one of them. */
  boolean contains(Layer layer, Parameter parameter);

  /**
   * Makes sure that a network has what is named here: a name that nothing bears is a mistake, not an empty choice.
   *
   * @throws IllegalArgumentException if a name is none of the network's
   */
  default void requireIn(Network network) {}

  /**
   * The parameters of a network that are chosen, in the order of its slab, trainable or not.
   *
   * @throws IllegalArgumentException if a name that was given is none of the network's
   */
  default List<Parameter> in(Network network) {
    requireIn(network);
    Set<Parameter> chosen = new HashSet<>();
    for (Layer layer : network.layers()) {
      layer.parameters().stream().filter(parameter -> contains(layer, parameter)).forEach(chosen::add);
    }
    return network.ownParameters().stream().filter(chosen::contains).toList();
  }

  /** All of them. */
  static Parameters all() {
    return (layer, parameter) -> true;
  }

  /** Those of the layers of these names, such as {@code conv2d_1}. */
  static Parameters layers(String... names) {
    Set<String> wanted = wanted("layers", names);
    return new CheckedParameters((layer, parameter) -> wanted.contains(layer.name()),
        network -> requireKnown("layers", wanted, names(network, Layer::name)));
  }

  /** Those of all layers of these kinds, such as {@code conv2d}; see {@link LayerSpec#kind}. */
  static Parameters kinds(String... kinds) {
    Set<String> wanted = wanted("kinds", kinds);
    return new CheckedParameters((layer, parameter) -> wanted.contains(layer.spec().kind()),
        network -> requireKnown("kinds of layers", wanted, names(network, layer -> layer.spec().kind())));
  }

  /** Those of these names, such as {@code conv2d_1/kernel}. */
  static Parameters named(String... names) {
    Set<String> wanted = wanted("parameters", names);
    return new CheckedParameters((layer, parameter) -> wanted.contains(parameter.name()),
        network -> requireKnown("parameters", wanted,
            network.ownParameters().stream().map(Parameter::name)
                .collect(Collectors.toCollection(LinkedHashSet::new))));
  }

  /** Those for which this holds. */
  static Parameters where(Predicate<Parameter> condition) {
    return (layer, parameter) -> condition.test(parameter);
  }

  /**
   * What is usually spared weight decay: biases, the scales and shifts of normalisations, and any other parameter of a single axis,
   * such as the slopes of PReLU. Weights of products, convolutions and embeddings have two axes or more.
   */
  static Parameters biasesAndNorms() {
    return CheckedParameters.BIASES_AND_NORMS;
  }

  /** These and those. */
  default Parameters or(Parameters others) {
    return new CheckedParameters((layer, parameter) -> contains(layer, parameter) || others.contains(layer, parameter),
        network -> {
          requireIn(network);
          others.requireIn(network);
        });
  }

  /** These, but for those. */
  default Parameters except(Parameters others) {
    return new CheckedParameters(
        (layer, parameter) -> contains(layer, parameter) && !others.contains(layer, parameter), network -> {
          requireIn(network);
          others.requireIn(network);
        });
  }

  private static Set<String> wanted(String what, String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException("expected at least one name of " + what + ", got none");
    }
    return new TreeSet<>(Arrays.asList(names));
  }

  private static Set<String> names(Network network, Function<Layer, String> name) {
    return network.layers().stream().map(name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void requireKnown(String what, Set<String> wanted, Set<String> known) {
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "expected one of the " + what + " " + known + ", got '" + name + "'");
      }
    }
  }
}
