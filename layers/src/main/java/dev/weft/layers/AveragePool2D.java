package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import java.util.Arrays;
import java.util.Map;

/**
 * The mean of each window and channel, {@code y[i, j, c] = 1/|window| Σ_uv x[i·s + u − p, j·s + v − q, c]}, with p rows
 * of padding above the image and q columns to its left: 0 with valid padding, and with same padding as {@link Padding} says,
 * the odd one at the end. |window| counts the pixels of the window that lie in the image.
 *
 * <p>Shapes: x (N, H, W, C), y (N, H', W', C) with H' as {@link Padding} says; padding does not count, as in Keras.
 *
 * <p>Gradient: each value of the window gets {@code dy / |window|}; where windows overlap gradients add up.
 * Beside max-pooling: docs/book/06-pooling-and-dropout.md.
 *
 * <p>Defaults: stride = size, valid padding.
 */
public final class AveragePool2D extends BaseLayer {

  private final Window window;

  /**
   * Configuration of an average-pool.
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
      return "average_pool2d";
    }

    @Override
    public Map<String, Object> config() {
      return PoolSpec.config(size, stride, padding);
    }

    @Override
    public AveragePool2D build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new AveragePool2D(this, input, name, Window.of(input, size, size, stride, stride, 1, padding));
    }
  }

  private AveragePool2D(Spec spec, Shape input, String name, Window window) {
    super(name, spec, input, Shape.of(window.outHeight(), window.outWidth(), window.channels()));
    this.window = window;
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    Kernels kernels = p.kernels();
    int channels = window.channels();
    for (int n = from; n < to; n++) {
      int y = p.y(n);
      Arrays.fill(memory, y, y + outputShape().size(), 0f);
      for (int i = 0; i < window.outHeight(); i++) {
        for (int j = 0; j < window.outWidth(); j++, y += channels) {
          for (int row = window.firstRow(i); row < window.endRow(i); row++) {
            for (int column = window.firstColumn(j); column < window.endColumn(j); column++) {
              kernels.add(memory, y, memory, p.x(n) + (row * window.width() + column) * channels, channels);
            }
          }
          float count = window.count(i, j);
          for (int c = 0; c < channels; c++) {
            memory[y + c] /= count;
          }
        }
      }
    }
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    int channels = window.channels();
    for (int n = from; n < to; n++) {
      int dy = p.dy(n);
      int dx = p.dx(n);
      Arrays.fill(memory, dx, dx + inputShape().size(), 0f);
      for (int i = 0; i < window.outHeight(); i++) {
        for (int j = 0; j < window.outWidth(); j++, dy += channels) {
          float count = window.count(i, j);
          for (int row = window.firstRow(i); row < window.endRow(i); row++) {
            for (int column = window.firstColumn(j); column < window.endColumn(j); column++) {
              int pixel = dx + (row * window.width() + column) * channels;
              for (int c = 0; c < channels; c++) {
                memory[pixel + c] += memory[dy + c] / count;
              }
            }
          }
        }
      }
    }
  }
}
