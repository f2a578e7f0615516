package dev.weft.optim.train;

import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.ParameterSlab;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The parameters that are being trained, so that no two runs change the same ones. */
final class TrainedNetworks {

  private static final Set<ParameterSlab> TRAINED = ConcurrentHashMap.newKeySet();

  private TrainedNetworks() {}

  /**
   * Runs a training of a network.
   *
   * @throws IllegalStateException if there is one under way, of this network or one that shares its parameters
   */
  static History alone(Network network, Supplier<History> training) {
    ParameterSlab slab = network.parameters();
    if (!TRAINED.add(slab)) {
      throw new IllegalStateException("expected a network that no other fit trains, got one during another fit of its"
          + " parameters; train a copy()");
    }
    try {
      return training.get();
    } finally {
      TRAINED.remove(slab);
    }
  }
}
