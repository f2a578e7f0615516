package dev.weft.book.own;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.BaseLayer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.List;

/**
 * Divides each row of the last axis by the root of its mean square, and multiplies each channel by a gain:
 * {@code y[c] = g[c] · x[c] · r} with {@code r = 1 / √(mean(x²) + ε)}.
 *
 * <p>Shapes: x (N, …, C), g (C,), y like x.
 *
 * <p>Gradients, with {@code x̂ = x · r}: {@code dx[c] = r (g[c] dy[c] − x̂[c] · mean(g dy x̂))},
 * {@code dg[c] = Σ dy[c] x̂[c]} over all rows of the batch.
 *
 * <p>Defaults: gains of 1, ε 10⁻⁵.
 *
 * <p>Zhang and Sennrich 2019, <a href="https://arxiv.org/abs/1910.07467">Root Mean Square Layer Normalization</a>. Use:
 * {@code .add(dense(64)).add(new RmsNorm.Spec(1e-5f))}.
 */
public final class RmsNorm extends BaseLayer {

  /** A task of {@link #gradient} has so many gains. */
  private static final int GAINS_PER_TASK = 16;

  private final Spec spec;
  private final int channels;
  private final int rows;
  private final Parameter gain;

  /**
   * Configuration of the layer.
   *
   * @param epsilon what is added to the mean square, above 0
   */
  public record Spec(float epsilon) implements LayerSpec {

    /** Checks ε. */
    public Spec {
      if (!(epsilon > 0 && Float.isFinite(epsilon))) {
        throw new IllegalArgumentException("expected an epsilon above 0, got " + epsilon);
      }
    }

    @Override
    public String kind() {
      return "rms_norm";
    }

    @Override
    public RmsNorm build(Shape input, String name, ParameterSlab.Builder parameters) {
      if (input.rank() == 0 || input.size() == 0) {
        throw new IllegalArgumentException("expected an input with a channel axis, got shape " + input);
      }
      return new RmsNorm(this, input, name, parameters);
    }
  }

  private RmsNorm(Spec spec, Shape input, String name, ParameterSlab.Builder parameters) {
    super(name, spec, input, input);
    this.spec = spec;
    this.channels = input.dim(-1);
    this.rows = input.size() / channels;
    this.gain = parameters.add(name + "/gain", Shape.of(channels), 1f);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(gain);
  }

  /** r of each row, from forward to backward. */
  @Override
  public Memory memory() {
    return Memory.perExample(rows);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    float[] gains = p.values();
    for (int n = from; n < to; n++) {
      for (int row = 0; row < rows; row++) {
        int x = p.x(n) + row * channels;
        int y = p.y(n) + row * channels;
        float squares = 0;
        for (int c = 0; c < channels; c++) {
          squares += memory[x + c] * memory[x + c];
        }
        float r = (float) (1 / Math.sqrt(squares / channels + spec.epsilon()));
        memory[p.saved(n) + row] = r;
        for (int c = 0; c < channels; c++) {
          memory[y + c] = gains[gain.offset() + c] * memory[x + c] * r;
        }
      }
    }
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    for (int n = from; p.wantsDx() && n < to; n++) {
      for (int row = 0; row < rows; row++) {
        backwardRow(p, p.memory()[p.saved(n) + row], p.x(n) + row * channels, p.dy(n) + row * channels,
            p.dx(n) + row * channels);
      }
    }
  }

  private void backwardRow(Pass p, float r, int x, int dy, int dx) {
    float[] memory = p.memory();
    float[] gains = p.values();
    float mean = 0;
    for (int c = 0; c < channels; c++) {
      mean += gains[gain.offset() + c] * memory[dy + c] * memory[x + c] * r / channels;
    }
    for (int c = 0; c < channels; c++) {
      memory[dx + c] = r * (gains[gain.offset() + c] * memory[dy + c] - memory[x + c] * r * mean);
    }
  }

  @Override
  public int gradientTasks() {
    return (channels + GAINS_PER_TASK - 1) / GAINS_PER_TASK;
  }

  @Override
  public void gradient(Pass p, int worker, int task) {
    float[] memory = p.memory();
    int last = Math.min(channels, (task + 1) * GAINS_PER_TASK);
    for (int n = 0; n < p.batch(); n++) {
      for (int row = 0; row < rows; row++) {
        float r = memory[p.saved(n) + row];
        int x = p.x(n) + row * channels;
        int dy = p.dy(n) + row * channels;
        for (int c = task * GAINS_PER_TASK; c < last; c++) {
          p.gradients()[gain.offset() + c] += memory[dy + c] * memory[x + c] * r;
        }
      }
    }
  }
}
