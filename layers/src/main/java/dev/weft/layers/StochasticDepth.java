package dev.weft.layers;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;

/**
 * Drops all of an example in training, {@code y[n] = x[n] · m[n] / (1 − rate)} with m = 0 with probability rate, else 1; the identity
 * in inference. At the end of a residual block's body the block is the identity for the examples that it drops.
 *
 * <p>Gradient: {@code dx[n] = dy[n] · m[n] / (1 − rate)}. Shapes: any; y like x.
 *
 * <p>The mask is not stored but drawn again in backward, a pure function of the run's seed, the step, the layer and the place in
 * the batch.
 *
 * <p>Huang et al. 2016, <a href="https://arxiv.org/abs/1603.09382">Deep Networks with Stochastic Depth</a>.
 *
 * {@snippet :
 * Block block = residual(conv2D(32, 3).same(), relu(), conv2D(32, 3).same(), stochasticDepth(0.1f));
 * Sequential.input(8, 8, 32).add(block).build(1).outputShape(); // = (8, 8, 32)
 * }
 */
public final class StochasticDepth extends BaseLayer {

  private final float rate;
  private final float scale;
  private final int size;

  /**
   * Configuration of stochastic depth.
   *
   * @param rate probability of dropping an example, in [0, 1)
   */
  public record Spec(float rate) implements LayerSpec {

    /** Checks the rate. */
    public Spec {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException("expected a rate in [0, 1), got " + rate);
      }
    }

    @Override
    public String kind() {
      return "stochastic_depth";
    }

    @Override
    public StochasticDepth build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new StochasticDepth(this, input, name);
    }
  }

  private StochasticDepth(Spec spec, Shape input, String name) {
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
  public void forward(Pass p, int worker, int from, int to) {
    keep(p, p.y(from), p.x(from), from, to);
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
    keep(p, p.dx(from), p.dy(from), from, to);
  }

  private void keep(Pass p, int out, int in, int from, int to) {
    float[] memory = p.memory();
    for (int n = from; n < to; n++) {
      int first = (n - from) * size;
      if (!p.training()) {
        System.arraycopy(memory, in + first, memory, out + first, size);
      } else if (CounterRandom.uniform(p.key(), n) < rate) {
        Arrays.fill(memory, out + first, out + first + size, 0f);
      } else {
        for (int i = first; i < first + size; i++) {
          memory[out + i] = memory[in + i] * scale;
        }
      }
    }
  }
}
