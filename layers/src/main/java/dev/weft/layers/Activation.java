package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Pass;

/** The layer that an {@link Elementwise} function is. */
class Activation extends BaseLayer {

  private final Elementwise function;
  private final int size;

  Activation(Elementwise function, Shape input, String name) {
    super(name, function, input, input);
    this.function = function;
    this.size = input.size();
  }

  @Override
  public final void forward(Pass p, int worker, int from, int to) {
    function.values(p.kernels(), p.memory(), p.y(from), p.x(from), (to - from) * size);
  }

  @Override
  public boolean backwardReadsInput() {
    return function.slopeReadsInput();
  }

  @Override
  public boolean backwardReadsOutput() {
    return function.slopeReadsOutput();
  }

  @Override
  public final void backward(Pass p, int worker, int from, int to) {
    function.gradients(p.kernels(), p.memory(), p.dx(from), p.dy(from), p.x(from), p.y(from), (to - from) * size);
  }

  @Override
  public final boolean hasKinks() {
    return function.hasKinks();
  }

  @Override
  public String path() {
    return "element by element";
  }
}
