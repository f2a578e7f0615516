package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import java.util.List;

/** A layer with several inputs. */
abstract class Joining extends BaseLayer {

  private final List<Shape> inputs;

  Joining(String name, LayerSpec spec, List<Shape> inputs, Shape output) {
    super(name, spec, inputs.get(0), output);
    this.inputs = List.copyOf(inputs);
  }

  @Override
  public final List<Shape> inputShapes() {
    return inputs;
  }

  /** Refuses inputs of different shapes. */
  static void requireSameShape(List<Shape> inputs) {
    for (Shape input : inputs) {
      if (!input.equals(inputs.get(0))) {
        throw new IllegalArgumentException("expected inputs of one shape, got " + inputs.get(0) + " and " + input);
      }
    }
  }
}
