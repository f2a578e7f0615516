package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import java.util.Arrays;
import java.util.Map;

/**
 * The largest value of each window and channel, {@code y[i, j, c] = max_uv x[i·s + u − p, j·s + v − q, c]}, with p rows of
 * padding above the image and q columns to its left: 0 with valid padding, and with same padding as {@link Padding} says, the
 * odd one at the end.
 *
 * <p>Shapes: x (N, H, W, C), y (N, H', W', C) with H' as {@link Padding} says; padding never wins.
 *
 * <p>Gradient: dy goes to the place of the maximum, the first in reading order if several are equal; where windows overlap
 * gradients add up. A NaN wins only as the first value of its window. Derived in docs/book/06-pooling-and-dropout.md.
 *
 * <p>Defaults: stride = size, valid padding.
 */
public final class MaxPool2D extends BaseLayer {

  private final Window window;

  /**
   * Configuration of a max-pool.
   *
   * @param size side of the square window
   * @param stride step between windows
   * @param padding what happens at the border
   */
  public record Spec(int size, int stride, Padding padding) implements LayerSpec {

    /** Checks the sizes. */
    public Spec {
      PoolSpec.check(size, stride, padding);
    }

    /** A copy with another stride. */
    public Spec withStride(int stride) {
      return new Spec(size, stride, padding);
    }

    /** A copy with same padding. */
    public Spec same() {
      return new Spec(size, stride, Padding.SAME);
    }

    @Override
    public String kind() {
      return "max_pool2d";
    }

    @Override
    public Map<String, Object> config() {
      return PoolSpec.config(size, stride, padding);
    }

    @Override
    public MaxPool2D build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new MaxPool2D(this, input, name, Window.of(input, size, size, stride, stride, 1, padding));
    }
  }

  private MaxPool2D(Spec spec, Shape input, String name, Window window) {
    super(name, spec, input, Shape.of(window.outHeight(), window.outWidth(), window.channels()));
    this.window = window;
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    for (int n = from; n < to; n++) {
      for (int i = 0; i < window.outHeight(); i++) {
        for (int j = 0; j < window.outWidth(); j++) {
          int pixel = (i * window.outWidth() + j) * window.channels();
          forwardWindow(p.memory(), p.y(n) + pixel, p.saved(n) + pixel, p.x(n), i, j);
        }
      }
    }
  }

  /** Also saves where each maximum lies, as an offset into the image (exact in a float up to 2²⁴). */
  private void forwardWindow(float[] memory, int y, int place, int x, int i, int j) {
    int channels = window.channels();
    boolean first = true;
    for (int row = window.firstRow(i); row < window.endRow(i); row++) {
      for (int column = window.firstColumn(j); column < window.endColumn(j); column++) {
        int pixel = (row * window.width() + column) * channels;
        for (int c = 0; c < channels; c++) {
          float value = memory[x + pixel + c];
          if (first || value > memory[y + c]) {
            memory[y + c] = value;
            memory[place + c] = pixel + c;
          }
        }
        first = false;
      }
    }
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    int outputs = outputShape().size();
    for (int n = from; n < to; n++) {
      int dx = p.dx(n);
      Arrays.fill(memory, dx, dx + inputShape().size(), 0f);
      for (int o = 0; o < outputs; o++) {
        memory[dx + (int) memory[p.saved(n) + o]] += memory[p.dy(n) + o];
      }
    }
  }

  @Override
  public Memory memory() {
    return Memory.perExample(outputShape().size());
  }

  @Override
  public boolean hasKinks() {
    return true;
  }
}
