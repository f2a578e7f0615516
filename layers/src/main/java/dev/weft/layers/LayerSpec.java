package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import java.util.Map;

/**
 * The immutable description of a layer before it knows its input: what {@code Sequential.Builder.add} takes.
 *
 * <p>The records that implement it hold the configuration; factories with the usual names are in {@link Layers}.
 */
public interface LayerSpec {

  /** The layer's kind in lower case with underscores, such as {@code conv2d}; names and model files use it. */
  String kind();

  /**
   * The configuration by name: numbers, booleans and strings, which {@link LayerKinds#parse} reads back.
   *
   * <p>Of a record these are its components, as {@link SpecConfig} writes them. What is no record says it itself.
   */
  default Map<String, Object> config() {
    return SpecConfig.of(this);
  }

  /**
   * Builds the layer for one input shape.
   *
   * @param input shape of one example
   * @param name the layer's name within the network
   * @param parameters where the layer asks for its parameters
   * @throws IllegalArgumentException if the layer cannot take this input
   */
  Layer build(Shape input, String name, ParameterSlab.Builder parameters);
}
