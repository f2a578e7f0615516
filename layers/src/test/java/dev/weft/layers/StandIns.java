package dev.weft.layers;

import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Rewrite;
import java.util.ArrayList;
import java.util.List;

/** Networks in which some layers are executed by others, with the same parameters. */
final class StandIns {

  private StandIns() {}

  /** The network with each of these layers in place of those that it says it is made of. */
  static Network in(Network network, List<? extends Layer> layers) {
    List<Rewrite> rewrites = new ArrayList<>();
    for (Layer layer : layers) {
      List<Layer> parts = layer.parts();
      rewrites.add((chain, training) -> chain.get(0).name().equals(parts.get(0).name())
          ? new Rewrite.Fused(layer, parts.size()) : null);
    }
    return network.withRewrites(rewrites);
  }
}
