package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import java.util.List;

/**
 * What a layer with several inputs has; one's own extends it. Its pass has the place of input k: {@code p.x(k, n)}.
 *
 * {@snippet :
 * final class Largest extends Joining { // of two inputs of one shape
 *   Largest(LayerSpec spec, String name, List<Shape> inputs) {
 *     super(name, spec, inputs, inputs.getFirst());
 *   }
 *
 *   @Override
 *   public void forward(Pass p, int worker, int from, int to) {
 *     for (int i = 0; i < (to - from) * outputShape().size(); i++) {
 *       p.memory()[p.y(from) + i] = Math.max(p.memory()[p.x(0, from) + i], p.memory()[p.x(1, from) + i]);
 *     }
 *   }
 *
 *   @Override
 *   public void backward(Pass p, int worker, int from, int to) {
 *     for (int i = 0; i < (to - from) * outputShape().size(); i++) {
 *       float dy = p.memory()[p.dy(from) + i];
 *       boolean first = p.memory()[p.x(0, from) + i] >= p.memory()[p.x(1, from) + i];
 *       if (p.wantsDx(0)) {
 *         p.memory()[p.dx(0, from) + i] = first ? dy : 0;
 *       }
 *       if (p.wantsDx(1)) {
 *         p.memory()[p.dx(1, from) + i] = first ? 0 : dy;
 *       }
 *     }
 *   }
 * }
 * }
 */
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
