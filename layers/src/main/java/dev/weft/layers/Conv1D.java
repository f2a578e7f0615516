package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Default;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import java.util.Objects;

/**
 * Convolution of a sequence with K filters (cross-correlation).
 *
 * <pre>
 * y[n, i, k] = b[k] + Σ_u Σ_c x[n, i·s + u·d − p, c] · W[u, c, k]
 * </pre>
 *
 * <p>s is the stride, d the dilation, and p the steps in front of the sequence that padding adds, where x is 0 as it is behind; {@link
 * Padding1D} says how many. With causal padding an output depends on no later step.
 *
 * <p>Shapes: x (N, T, C), W (k, C, K), b (K,), y (N, T', K), with T' as {@link Padding1D} says. Weights as in Keras; PyTorch's are (K, C,
 * k).
 *
 * <p>Gradients: {@code db = Σ dy} over n and i; {@code dW[u, c, k] = Σ x[n, i·s + u·d − p, c] · dy[n, i, k]}; dx scatters each {@code
 * dy[n, i, ·] Wᵀ} back over the window it came from. It is a {@link Conv2D} of images of one row, and computed as one.
 *
 * <p>Defaults: stride 1, valid padding, dilation 1, Glorot uniform weights, zero biases.
 *
 * <p>Waibel et al. 1989, <a href="https://doi.org/10.1109/29.21701">Phoneme Recognition Using Time-Delay Neural Networks</a>; causal and
 * dilated: van den Oord et al. 2016, <a href="https://arxiv.org/abs/1609.03499">WaveNet</a>.
 *
 * {@snippet :
 * Sequential.input(100, 8).add(conv1D(32, 5).causal()).add(relu()).add(maxPool1D(2)).build(1).outputShape(); // = (50, 32)
 * }
 */
public final class Conv1D {

  private Conv1D() {}

  /**
   * Configuration of a convolution.
   *
   * @param filters number of output channels, 1 or more
   * @param kernelSize steps of the window
   * @param stride step between windows
   * @param padding what happens at the ends
   * @param dilation distance between neighbouring taps of the window
   * @param initializer first values of the weights
   * @param bias whether a number is added to each output channel
   */
  public record Spec(
      int filters, int kernelSize, @Default("1") int stride, @Default("valid") Padding1D padding,
      @Default("1") int dilation, Initializer initializer, @Default("true") boolean bias)
      implements LayerSpec, Windowed1D<Conv1D.Spec> {

    /** Checks that all sizes are 1 or more. */
    public Spec {
      if (filters < 1 || kernelSize < 1 || stride < 1 || dilation < 1) {
        throw new IllegalArgumentException(
            "expected filters, kernel, stride and dilation of 1 or more, got filters " + filters + ", kernel "
                + kernelSize + ", stride " + stride + ", dilation " + dilation);
      }
      Objects.requireNonNull(padding, "padding");
      Objects.requireNonNull(initializer, "initializer");
    }

    @Override
    public Spec windowed(int stride, Padding1D padding, int dilation) {
      return new Spec(filters, kernelSize, stride, padding, dilation, initializer, bias);
    }

    /** A copy with another initialiser of the weights. */
    public Spec withInitializer(Initializer initializer) {
      return new Spec(filters, kernelSize, stride, padding, dilation, initializer, bias);
    }

    /** A copy with He normal weights. */
    public Spec heNormal() {
      return withInitializer(Initializer.HE_NORMAL);
    }

    /** A copy without biases, as before a batch norm, which would take them away again. */
    public Spec withoutBias() {
      return new Spec(filters, kernelSize, stride, padding, dilation, initializer, false);
    }

    @Override
    public String kind() {
      return "conv1d";
    }

    /** Of images of one row. */
    private Conv2D.Spec ofRow() {
      return new Conv2D.Spec(
          filters, 1, kernelSize, new Size2D(1, stride), padding.ofRow(kernelSize, dilation),
          new Size2D(1, dilation), initializer, bias);
    }

    @Override
    public Conv2D build(Shape input, String name, ParameterSlab.Builder parameters) {
      Window window = Window.of(
          PoolSpec.row(input), new Size2D(1, kernelSize), new Size2D(1, stride), new Size2D(1, dilation),
          padding.ofRow(kernelSize, dilation));
      return new Conv2D(
          ofRow(), this, input, Shape.of(window.outWidth(), filters), window,
          Shape.of(kernelSize, window.channels(), filters), name, parameters);
    }
  }
}
