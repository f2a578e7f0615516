package dev.weft.layers.engine;

import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** A choice of parameters that names things, which a network must have. */
record CheckedParameters(BiPredicate<Layer, Parameter> condition, Consumer<Network> check) implements Parameters {

  /** Named by nothing, so it may be empty. */
  static final Parameters BIASES_AND_NORMS = new CheckedParameters(
      (layer, parameter) -> parameter.shape().rank() <= 1 || parameter.name().endsWith("bias")
          || layer.spec().kind().endsWith("_norm"),
      network -> {});

  @Override
  public boolean contains(Layer layer, Parameter parameter) {
    return condition.test(layer, parameter);
  }

  @Override
  public void requireIn(Network network) {
    check.accept(network);
  }
}
