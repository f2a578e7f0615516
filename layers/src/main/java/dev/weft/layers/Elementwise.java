package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;

/**
 * The description of a function of each element by itself, {@code y = f(x)} and {@code dx = dy · f′}: a record with a value and a
 * slope is a whole layer.
 *
 * {@snippet :
 * record Cube() implements Elementwise {
 *   public String kind() {
 *     return "cube";
 *   }
 *
 *   public float value(float x) {
 *     return x * x * x;
 *   }
 *
 *   public float slope(float x, float y) {
 *     return 3 * x * x;
 *   }
 * }
 * Sequential.input(8).add(dense(4)).add(new Cube()).build(1);
 * }
 *
 * <p>Shapes: any; y like x. A network with several of these calls value and slope through an interface, a few nanoseconds an
 * element; one whose time counts gives {@link #values} and {@link #gradients} loops of its own.
 */
public interface Elementwise extends LayerSpec {

  /** The function. */
  float value(float x);

  /**
   * Its derivative; at a kink, one of the two.
   *
   * @param x the input
   * @param y what {@link #value} gave for it
   */
  float slope(float x, float y);

  /** Whether {@link #slope} and {@link #gradients} look at x; if not, its memory can be used again before them. */
  default boolean slopeReadsInput() {
    return true;
  }

  /** Whether {@link #slope} and {@link #gradients} look at y. */
  default boolean slopeReadsOutput() {
    return true;
  }

  /** Whether the derivative jumps somewhere; see {@link Layer#hasKinks()}. */
  default boolean hasKinks() {
    return false;
  }

  /** {@code memory[y + i] = f(memory[x + i])} for count elements. */
  default void values(Kernels kernels, float[] memory, int y, int x, int count) {
    for (int i = 0; i < count; i++) {
      memory[y + i] = value(memory[x + i]);
    }
  }

  /** {@code memory[dx + i] = memory[dy + i] · f′} for count elements. */
  default void gradients(Kernels kernels, float[] memory, int dx, int dy, int x, int y, int count) {
    for (int i = 0; i < count; i++) {
      memory[dx + i] = memory[dy + i] * slope(memory[x + i], memory[y + i]);
    }
  }

  @Override
  default Layer build(Shape input, String name, ParameterSlab.Builder parameters) {
    return new Activation(this, input, name);
  }
}
