package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.List;

/**
 * Inputs side by side along the last axis: {@code y[…, offsetₖ + c] = xₖ[…, c]} with {@code offsetₖ} the channels before input k.
 *
 * <p>Gradient: each input gets its part of dy. Shapes: xₖ (N, …, Cₖ), alike but for the last axis; y (N, …, Σ Cₖ). Written by {@link
 * Blocks#concat}. Szegedy et al. 2015, <a href="https://arxiv.org/abs/1409.4842">Going Deeper with Convolutions</a>.
 *
 * {@snippet :
 * var network = Sequential.input(8, 8, 3).add(concat(conv2D(16, 1), conv2D(32, 3).same())).build(1);
 * network.outputShape(); // = (8, 8, 48)
 * }
 */
public final class Concat extends Joining {

  private final int[] channels;

  /** Configuration: none. */
  public record Spec() implements LayerSpec {
    @Override
    public String kind() {
      return "concat";
    }

    @Override
    public Layer build(Shape input, String name, ParameterSlab.Builder parameters) {
      return build(List.of(input), name, parameters);
    }

    @Override
    public Layer build(List<Shape> inputs, String name, ParameterSlab.Builder parameters) {
      int[] dims = inputs.get(0).dims();
      if (dims.length == 0) {
        throw new IllegalArgumentException("expected inputs with a channel axis, got shape " + inputs.get(0));
      }
      dims[dims.length - 1] = 0;
      for (Shape input : inputs) {
        if (input.rank() != dims.length || !withLast(input, 0).equals(withLast(inputs.get(0), 0))) {
          throw new IllegalArgumentException(
              "expected inputs alike but for the last axis, got " + inputs.get(0) + " and " + input);
        }
        dims[dims.length - 1] += input.dim(-1);
      }
      return new Concat(this, inputs, Shape.of(dims), name);
    }

    private static Shape withLast(Shape shape, int extent) {
      int[] dims = shape.dims();
      dims[dims.length - 1] = extent;
      return Shape.of(dims);
    }
  }

  private Concat(Spec spec, List<Shape> inputs, Shape output, String name) {
    super(name, spec, inputs, output);
    this.channels = inputs.stream().mapToInt(shape -> shape.dim(-1)).toArray();
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    int all = outputShape().dim(-1);
    int rows = (to - from) * (outputShape().size() / all);
    int first = 0;
    for (int k = 0; k < channels.length; k++) {
      int x = p.x(k, from);
      int y = p.y(from) + first;
      for (int r = 0; r < rows; r++, x += channels[k], y += all) {
        System.arraycopy(p.memory(), x, p.memory(), y, channels[k]);
      }
      first += channels[k];
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
    int all = outputShape().dim(-1);
    int rows = (to - from) * (outputShape().size() / all);
    int first = 0;
    for (int k = 0; k < channels.length; k++) {
      if (p.wantsDx(k)) {
        int dx = p.dx(k, from);
        int dy = p.dy(from) + first;
        for (int r = 0; r < rows; r++, dx += channels[k], dy += all) {
          System.arraycopy(p.memory(), dy, p.memory(), dx, channels[k]);
        }
      }
      first += channels[k];
    }
  }
}
