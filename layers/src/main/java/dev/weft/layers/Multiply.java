package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * The element-wise product of an input and gates, {@code y = x₀ · x₁ · …}.
 *
 * <p>A gate has the shape of the first input, or is one number a channel, of shape (C,) or (1, …, 1, C), that multiplies all of
 * the channel. Gradients: {@code dxₖ = dy · Πⱼ≠ₖ xⱼ}, summed over what a number multiplied. Shapes: x₀ (N, …, C), y like x₀.
 * Written by {@link Blocks#multiply}; squeeze-and-excitation, <a href="https://arxiv.org/abs/1709.01507">arXiv:1709.01507</a>.
 *
 * {@snippet :
 * var gated = Sequential.input(8).add(multiply(identity(), chain(dense(8), sigmoid()))).build(1); // x times a gate from 0 to 1
 * gated.outputShape(); // = (8,)
 * }
 */
public final class Multiply extends Joining {

  private final int size;

  /** Configuration: none. */
  public record Spec() implements LayerSpec {
    @Override
    public String kind() {
      return "multiply";
    }

    @Override
    public Layer build(Shape input, String name, ParameterSlab.Builder parameters) {
      return build(List.of(input), name, parameters);
    }

    @Override
    public Layer build(List<Shape> inputs, String name, ParameterSlab.Builder parameters) {
      Shape first = inputs.get(0);
      for (Shape gate : inputs) {
        boolean byChannel = first.rank() > 0 && gate.size() == first.dim(-1) && gate.rank() > 0
            && gate.dim(-1) == first.dim(-1);
        if (!gate.equals(first) && !byChannel) {
          throw new IllegalArgumentException(
              "expected gates of shape " + first + " or one number a channel, got " + gate
                  + (gate.rank() > first.rank() ? "; what is gated comes first" : ""));
        }
      }
      return new Multiply(this, inputs, name);
    }
  }

  private Multiply(Spec spec, List<Shape> inputs, String name) {
    super(name, spec, inputs, inputs.get(0));
    this.size = outputShape().size();
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      System.arraycopy(p.memory(), p.x(0, n), p.memory(), p.y(n), size);
      for (int k = 1; k < inputShapes().size(); k++) {
        multiply(p.memory(), p.y(n), p.x(k, n), inputShapes().get(k).size());
      }
    }
  }

  /** Multiplies an example by a gate, of which each number stands for {@code size / gateSize} rows. */
  private void multiply(float[] memory, int y, int gate, int gateSize) {
    for (int row = 0; row < size; row += gateSize) {
      for (int c = 0; c < gateSize; c++) {
        memory[y + row + c] *= memory[gate + c];
      }
    }
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    int product = p.scratch(worker);
    for (int n = from; n < to; n++) {
      for (int k = 0; k < inputShapes().size(); k++) {
        if (p.wantsDx(k)) {
          System.arraycopy(memory, p.dy(n), memory, product, size);
          for (int other = 0; other < inputShapes().size(); other++) {
            if (other != k) {
              multiply(memory, product, p.x(other, n), inputShapes().get(other).size());
            }
          }
          addRows(memory, p.dx(k, n), product, inputShapes().get(k).size());
        }
      }
    }
  }

  private void addRows(float[] memory, int dx, int product, int gateSize) {
    Arrays.fill(memory, dx, dx + gateSize, 0f);
    for (int row = 0; row < size; row += gateSize) {
      for (int c = 0; c < gateSize; c++) {
        memory[dx + c] += memory[product + row + c];
      }
    }
  }

  @Override
  public Memory memory() {
    return new Memory(0, 0, size);
  }
}
