package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;

/**
 * Sets a random part of the values to zero in training and scales the rest up, {@code y = x · m / (1 − rate)} with m = 0 with
 * probability rate, else 1; the identity in inference.
 *
 * <p>Gradient: {@code dx = dy · m / (1 − rate)}. Shapes: any; y like x.
 *
 * <p>The mask is not stored: it is drawn again in backward, a pure function of the run's seed, the step, the layer and the
 * element's place in the batch. Srivastava et al. 2014, <a
 * href="https://www.jmlr.org/papers/v15/srivastava14a.html">Dropout</a>.
 *
 * {@snippet :
 * Sequential.input(784).add(dense(128)).add(relu()).add(dropout(0.5f)).build(1).outputShape(); // = (128,)
 * }
 */
// Why it is scaled: docs/book/06-pooling-and-dropout.md.
public final class Dropout extends BaseLayer {

  private final float rate;
  private final float scale;
  private final int size;

  /**
   * Configuration of dropout.
   *
   * @param rate probability of a zero, in [0, 1)
   */
  public record Spec(float rate) implements LayerSpec {

    /** Checks the rate. */
    public Spec {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException("expected a dropout rate in [0, 1), got " + rate);
      }
    }

    @Override
    public String kind() {
      return "dropout";
    }

    @Override
    public Dropout build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new Dropout(this, input, name);
    }
  }

  private Dropout(Spec spec, Shape input, String name) {
    super(name, spec, input, input);
    this.rate = spec.rate();
    this.scale = 1 / (1 - rate);
    this.size = input.size();
  }

  @Override
  public boolean isView(boolean training) {
    return !training;
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.addInTraining(Group.DROPOUT);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    if (p.training()) {
      mask(p, p.y(from), p.x(from), from, to);
    } else {
      System.arraycopy(p.memory(), p.x(from), p.memory(), p.y(from), (to - from) * size);
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
    if (p.training()) {
      mask(p, p.dx(from), p.dy(from), from, to);
    } else {
      System.arraycopy(p.memory(), p.dy(from), p.memory(), p.dx(from), (to - from) * size);
    }
  }

  private void mask(Pass p, int out, int in, int from, int to) {
    p.kernels().dropout(p.memory(), out, p.memory(), in, (to - from) * size, p.key(), from * size, rate, scale);
  }
}
