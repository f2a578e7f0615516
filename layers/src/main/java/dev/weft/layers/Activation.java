package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Pass;

/** A function of each element by itself; subclasses give the function and its derivative as loops over a range. */
abstract class Activation extends BaseLayer {

  private final int size;

  Activation(LayerSpec spec, Shape input, String name) {
    super(name, spec, input, input);
    this.size = input.size();
  }

  /** {@code memory[y + i] = f(memory[x + i])} for count elements. */
  abstract void apply(Kernels kernels, float[] memory, int y, int x, int count);

  /** {@code memory[dx + i] = memory[dy + i] · f'} for count elements, from the input or the output. */
  abstract void differentiate(Kernels kernels, float[] memory, int dx, int dy, int x, int y, int count);

  @Override
  public final void forward(Pass p, int worker, int from, int to) {
    apply(p.kernels(), p.memory(), p.y(from), p.x(from), (to - from) * size);
  }

  @Override
  public final void backward(Pass p, int worker, int from, int to) {
    differentiate(p.kernels(), p.memory(), p.dx(from), p.dy(from), p.x(from), p.y(from), (to - from) * size);
  }

  @Override
  public String path() {
    return "element by element";
  }
}
