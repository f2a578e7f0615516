package dev.weft.layers.engine;

import dev.weft.core.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * The immutable description of a layer before it knows its input: the simplest {@link Block}.
 *
 * <p>The records that implement it hold the configuration; factories with the usual names are in {@code Layers}.
 *
 * {@snippet :
 * LayerSpec spec = conv2D(32, 3).same();
 * spec.kind(); // = conv2d
 * LayerKinds.standard().parse(spec.kind(), spec.config()).equals(spec); // = true
 * }
 */
public interface LayerSpec extends Block {

  /** The layer's kind in lower case with underscores, such as {@code conv2d}; names and model files use it. */
  String kind();

  /**
   * The configuration by name: numbers, booleans and strings, which {@link dev.weft.layers.LayerKinds#parse} reads back.
   *
   * <p>Of a record these are its components, as {@link RecordConfig} writes them. What is no record says it itself.
   */
  default Map<String, Object> config() {
    return RecordConfig.of(this, kind());
  }

  /**
   * Builds the layer for one input shape.
   *
   * @param input shape of one example
   * @param name the layer's name within the network
   * @param parameters where the layer asks for its parameters, which have no place yet: {@link Parameter#offset}
   * @throws IllegalArgumentException if the layer cannot take this input
   */
  Layer build(Shape input, String name, ParameterSlab.Builder parameters);

  /**
   * Builds the layer for several inputs.
   *
   * @param inputs shapes of one example of each input
   * @param name the layer's name within the network
   * @param parameters where the layer asks for its parameters
   * @throws IllegalArgumentException if the layer cannot take these inputs; most take one
   */
  default Layer build(List<Shape> inputs, String name, ParameterSlab.Builder parameters) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException("expected one input, got " + inputs.size());
    }
    return build(inputs.get(0), name, parameters);
  }

  @Override
  default Node behind(Node input) {
    return Node.of(this, List.of(input));
  }

  /** The layer under a name of its own in place of its kind and a number. */
  default Block named(String name) {
    return input -> Node.of(name, this, List.of(input));
  }
}
