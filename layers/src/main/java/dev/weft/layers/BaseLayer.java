package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.LayerSpec;

/**
 * What every layer has: a name, the description it was built from, and its shapes. A layer of one's own extends it and has left to
 * write what it computes.
 *
 * {@snippet :
 * final class Scale extends BaseLayer {
 *   record Spec(float factor) implements LayerSpec {
 *     public String kind() {
 *       return "scale";
 *     }
 *
 *     public Layer build(Shape input, String name, ParameterSlab.Builder parameters) {
 *       return new Scale(this, input, name);
 *     }
 *   }
 *
 *   private final float factor;
 *
 *   private Scale(Spec spec, Shape input, String name) {
 *     super(name, spec, input, input);
 *     this.factor = spec.factor();
 *   }
 *
 *   public void forward(Pass p, int worker, int from, int to) {
 *     for (int i = 0; i < (to - from) * outputShape().size(); i++) {
 *       p.memory()[p.y(from) + i] = factor * p.memory()[p.x(from) + i];
 *     }
 *   }
 *
 *   public void backward(Pass p, int worker, int from, int to) {
 *     for (int i = 0; p.wantsDx() && i < (to - from) * outputShape().size(); i++) {
 *       p.memory()[p.dx(from) + i] = factor * p.memory()[p.dy(from) + i];
 *     }
 *   }
 * }
 * Sequential.input(4).add(new Scale.Spec(2)).build(1).predict(x);
 * }
 *
 * <p>A layer with several inputs extends {@link Joining}; a function of each element is an {@link Elementwise}.
 */
public abstract class BaseLayer implements Layer {

  private final String name;
  private final LayerSpec spec;
  private final Shape input;
  private final Shape output;

  /**
   * Keeps what the layer was built from.
   *
   * @param name within the network
   * @param spec the description
   * @param input shape of one example
   * @param output shape of what the layer makes of it
   */
  protected BaseLayer(String name, LayerSpec spec, Shape input, Shape output) {
    this.name = name;
    this.spec = spec;
    this.input = input;
    this.output = output;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final LayerSpec spec() {
    return spec;
  }

  @Override
  public final Shape inputShape() {
    return input;
  }

  @Override
  public final Shape outputShape() {
    return output;
  }

  /** Name, shapes and description, such as {@code dense_1: (1152,) → (128,) Spec[units=128]}. */
  @Override
  public String toString() {
    return name + ": " + input + " → " + output + " " + spec;
  }
}
