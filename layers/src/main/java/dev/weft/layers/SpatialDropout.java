package dev.weft.layers;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;

/**
 * Dropout of whole channels in training, {@code y[n, …, c] = x[n, …, c] · m[n, c] / (1 − rate)} with m = 0 with probability rate,
 * else 1; the identity in inference.
 *
 * <p>Gradient: {@code dx = dy · m / (1 − rate)}. Shapes: x (N, …, C), y like x.
 *
 * <p>The mask is not stored but drawn again in backward, a pure function of the run's seed, the step, the layer, the place in the
 * batch and the channel.
 *
 * <p>Tompson et al. 2015, <a href="https://arxiv.org/abs/1411.4280">Efficient Object Localization Using Convolutional Networks</a>.
 *
 * {@snippet :
 * Sequential.input(28, 28, 1).add(conv2D(32, 3)).add(relu()).add(spatialDropout(0.2f)).build(1);
 * }
 */
public final class SpatialDropout extends BaseLayer {

  private final float rate;
  private final float scale;
  private final int channels;
  private final int size;

  /**
   * Configuration of spatial dropout.
   *
   * @param rate probability of a channel of zeros, in [0, 1)
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
      return "spatial_dropout";
    }

    @Override
    public SpatialDropout build(Shape input, String name, ParameterSlab.Builder parameters) {
      if (input.rank() == 0 || input.size() == 0) {
        throw new IllegalArgumentException("expected an input with a channel axis, got shape " + input);
      }
      return new SpatialDropout(this, input, name);
    }
  }

  private SpatialDropout(Spec spec, Shape input, String name) {
    super(name, spec, input, input);
    this.rate = spec.rate();
    this.scale = 1 / (1 - rate);
    this.channels = input.dim(-1);
    this.size = input.size();
  }

  @Override
  public boolean isView(boolean training) {
    return !training;
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    if (p.training()) {
      mask(p, p.scratch(worker), p.y(from), p.x(from), from, to);
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
      mask(p, p.scratch(worker), p.dx(from), p.dy(from), from, to);
    } else {
      System.arraycopy(p.memory(), p.dy(from), p.memory(), p.dx(from), (to - from) * size);
    }
  }

  private void mask(Pass p, int factors, int out, int in, int from, int to) {
    float[] memory = p.memory();
    for (int n = from; n < to; n++) {
      for (int c = 0; c < channels; c++) {
        memory[factors + c] = CounterRandom.uniform(p.key(), n * channels + c) < rate ? 0 : scale;
      }
      int first = (n - from) * size;
      for (int i = first; i < first + size; i += channels) {
        for (int c = 0; c < channels; c++) {
          memory[out + i + c] = memory[in + i + c] * memory[factors + c];
        }
      }
    }
  }

  @Override
  public Memory memory() {
    return new Memory(0, 0, channels);
  }
}
