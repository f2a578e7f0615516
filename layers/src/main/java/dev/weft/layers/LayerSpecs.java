package dev.weft.layers;

import dev.weft.layers.engine.LayerSpec;
import java.util.Map;

/**
 * Reads descriptions of Weft's own layers back; {@link LayerKinds} also knows those of others.
 *
 * {@snippet :
 * LayerSpecs.parse("dense", Map.of("units", 3, "initializer", "he_normal")); // the layer of a model file
 * }
 */
public final class LayerSpecs {

  private LayerSpecs() {}

  /**
   * The description whose {@link LayerSpec#kind()} and {@link LayerSpec#config()} these are.
   *
   * @throws IllegalArgumentException as {@link LayerKinds#parse} says
   */
  public static LayerSpec parse(String kind, Map<String, ?> config) {
    return LayerKinds.standard().parse(kind, config);
  }
}
