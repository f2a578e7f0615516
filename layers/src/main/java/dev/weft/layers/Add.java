package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.List;

/**
 * The sum of inputs of one shape, {@code y = Σₖ xₖ}.
 *
 * <p>Gradient: {@code dxₖ = dy}. Shapes: xₖ and y any, all the same. Written by {@link Blocks#add} and {@link Blocks#residual}.
 *
 * <p>He et al. 2016, <a href="https://arxiv.org/abs/1512.03385">Deep Residual Learning</a>.
 *
 * {@snippet :
 * var network = Sequential.input(8, 8, 32).add(residual(conv2D(32, 3).same(), relu())).build(1); // x + relu(conv(x))
 * network.layers().getLast().name(); // = add_1
 * }
 */
public final class Add extends Joining {

  /** Configuration: none. */
  public record Spec() implements LayerSpec {
    @Override
    public String kind() {
      return "add";
    }

    @Override
    public Layer build(Shape input, String name, ParameterSlab.Builder parameters) {
      return build(List.of(input), name, parameters);
    }

    @Override
    public Layer build(List<Shape> inputs, String name, ParameterSlab.Builder parameters) {
      requireSameShape(inputs);
      return new Add(this, inputs, name);
    }
  }

  private Add(Spec spec, List<Shape> inputs, String name) {
    super(name, spec, inputs, inputs.get(0));
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.ADD);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    int count = (to - from) * outputShape().size();
    System.arraycopy(p.memory(), p.x(0, from), p.memory(), p.y(from), count);
    for (int k = 1; k < inputShapes().size(); k++) {
      p.kernels().add(p.memory(), p.y(from), p.memory(), p.x(k, from), count);
    }
  }

  @Override
  public boolean backwardReadsInput() {
    return false;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    int count = (to - from) * outputShape().size();
    for (int k = 0; k < inputShapes().size(); k++) {
      if (p.wantsDx(k)) {
        System.arraycopy(p.memory(), p.dy(from), p.memory(), p.dx(k, from), count);
      }
    }
  }
}
