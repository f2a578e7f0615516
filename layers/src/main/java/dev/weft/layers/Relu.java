package dev.weft.layers;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.ParameterSlab;

/**
 * Rectified linear unit, {@code y = max(0, x)}.
 *
 * <p>Gradient: {@code dx = dy} where {@code x > 0}, else 0; at the kink x = 0 it is 0. A NaN stays NaN, and its dy passes, as in
 * PyTorch. Shapes: any; y like x.
 *
 * <p>Nair and Hinton 2010, <a href="https://www.cs.toronto.edu/~hinton/absps/reluICML.pdf">Rectified Linear Units Improve
 * Restricted Boltzmann Machines</a>.
 *
 * {@snippet :
 * Sequential.input(28, 28, 1).add(conv2D(32, 3)).add(relu()).build(1);
 * }
 */
// Why it and not the sigmoid: docs/book/02-neuron.md.
public final class Relu extends Activation {

  /** Configuration of the activation: none. */
  public record Spec() implements Elementwise {
    @Override
    public String kind() {
      return "relu";
    }

    @Override
    public float value(float x) {
      return x <= 0 ? 0 : x;
    }

    @Override
    public float slope(float x, float y) {
      return y <= 0 ? 0 : 1;
    }

    @Override
    public boolean slopeReadsInput() {
      return false;
    }

    @Override
    public boolean hasKinks() {
      return true;
    }

    @Override
    public void values(Kernels kernels, float[] memory, int y, int x, int count) {
      kernels.relu(memory, y, memory, x, count);
    }

    @Override
    public void gradients(Kernels kernels, float[] memory, int dx, int dy, int x, int y, int count) {
      kernels.reluGradient(memory, dx, memory, dy, memory, y, count);
    }

    @Override
    public Relu build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new Relu(this, input, name);
    }
  }

  private Relu(Spec spec, Shape input, String name) {
    super(spec, input, name);
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.RELU);
  }
}
