package dev.weft.fmnist.explain;

import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Cascading randomisation: copies of a network whose layers forget what they learnt, from the last one down.
 *
 * <p>A map that explains what a network has learnt must change when the network forgets it. Adebayo, Gilmer, Muelly,
 * Goodfellow, Hardt and Kim 2018, "Sanity checks for saliency maps".
 *
 * @param layer the layer that was randomised last; all behind it are too
 * @param network the network, with parameters of its own
 */
public record Randomisation(String layer, Network network) {

  /**
   * One copy for each layer with parameters. They are drawn as for training, from the seed.
   *
   * @return the copies, from the one with only the last layer random to the one with all
   */
  public static List<Randomisation> cascade(Network network, long seed) {
    Network untrained = network.reinitialised(seed);
    Network current = network;
    List<Randomisation> cascade = new ArrayList<>();
    for (Layer layer : network.layers().reversed()) {
      if (!layer.parameters().isEmpty()) {
        Network next = current.copy();
        for (Parameter parameter : layer.parameters()) {
          System.arraycopy(untrained.parameters().values(), parameter.offset(), next.parameters().values(),
              parameter.offset(), parameter.size());
        }
        cascade.add(new Randomisation(layer.name(), next));
        current = next;
      }
    }
    return cascade;
  }
}
