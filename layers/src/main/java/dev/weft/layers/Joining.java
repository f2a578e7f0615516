package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import java.util.List;

/** What a layer with several inputs has; one's own extends it. Its pass has the place of input k: {@code p.x(k, n)}. */
public abstract class Joining extends BaseLayer {

  private final List<Shape> inputs;

  /**
   * Keeps what the layer was built from.
   *
   * @param name within the network
   * @param spec the description
   * @param inputs shapes of one example of each input
   * @param output shape of what the layer makes of them
   */
  protected Joining(String name, LayerSpec spec, List<Shape> inputs, Shape output) {
    super(name, spec, inputs.get(0), output);
    this.inputs = List.copyOf(inputs);
  }

  @Override
  public final List<Shape> inputShapes() {
    return inputs;
  }

  /**
   * Refuses inputs of different shapes.
   *
   * @throws IllegalArgumentException if one is not like the first
   */
  protected static void requireSameShape(List<Shape> inputs) {
    for (Shape input : inputs) {
      if (!input.equals(inputs.get(0))) {
        throw new IllegalArgumentException("expected inputs of one shape, got " + inputs.get(0) + " and " + input);
      }
    }
  }
}
