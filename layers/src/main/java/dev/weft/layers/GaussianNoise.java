package dev.weft.layers;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;

/**
 * Adds random numbers in training, {@code y = x + deviation · g} with standard normal g; the identity in inference.
 *
 * <p>Gradient: {@code dx = dy}. Shapes: any; y like x. The numbers are a pure function of the run's seed, the step, the layer and
 * the element's place in the batch.
 *
 * <p>Bishop 1995, <a href="https://doi.org/10.1162/neco.1995.7.1.108">Training with Noise is Equivalent to Tikhonov
 * Regularization</a>.
 *
 * {@snippet :
 * Sequential.input(28, 28, 1).add(gaussianNoise(0.1f)).add(flatten()).add(dense(10)).build(1);
 * }
 */
public final class GaussianNoise extends BaseLayer {

  private final float deviation;
  private final int size;

  /**
   * Configuration of Gaussian noise.
   *
   * @param deviation standard deviation, 0 or more
   */
  public record Spec(float deviation) implements LayerSpec {

    /** Checks the deviation. */
    public Spec {
      if (!(deviation >= 0 && deviation < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("expected a standard deviation of 0 or more, got " + deviation);
      }
    }

    @Override
    public String kind() {
      return "gaussian_noise";
    }

    @Override
    public GaussianNoise build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new GaussianNoise(this, input, name);
    }
  }

  private GaussianNoise(Spec spec, Shape input, String name) {
    super(name, spec, input, input);
    this.deviation = spec.deviation();
    this.size = input.size();
  }

  @Override
  public boolean isView(boolean training) {
    return !training;
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    int x = p.x(from);
    int y = p.y(from);
    int count = (to - from) * size;
    System.arraycopy(memory, x, memory, y, count);
    for (int i = 0; p.training() && i < count; i++) {
      memory[y + i] += (float) (deviation * CounterRandom.gaussian(p.key(), from * size + i));
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
    System.arraycopy(p.memory(), p.dy(from), p.memory(), p.dx(from), (to - from) * size);
  }
}
