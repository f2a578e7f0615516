package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.ConfigValue;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a mean from each channel and divides by a deviation, {@code y = (x − mean[c]) / deviation[c]}: what the data is like, kept in the
 * network, so that whoever predicts with it gives it what it was trained with.
 *
 * <p>Gradient: {@code dx = dy / deviation[c]}; nothing is learned. Shapes: x (N, …, C), y like x; one number stands for all channels.
 * The numbers are part of the layer's configuration. {@code ChannelStatistics}, in the package for data, measures them.
 *
 * {@snippet :
 * float[] mean = {0.5f, 0.4f, 0.3f};
 * float[] deviation = {0.2f, 0.2f, 0.2f};
 * Sequential.input(32, 32, 3).add(standardize(mean, deviation)).add(conv2D(8, 3)).build(1);
 * }
 */
public final class Standardize extends BaseLayer {

  private final float[] mean;
  private final float[] factor; // 1 / deviation
  private final int channels;
  private final int rowsPerExample;

  /**
   * Numbers, one for each channel.
   *
   * @param values at least one, all finite
   */
  public record Numbers(List<Float> values) implements ConfigValue {

    /** Checks the numbers. */
    public Numbers {
      values = List.copyOf(values);
      if (values.isEmpty() || !values.stream().allMatch(Float::isFinite)) {
        throw new IllegalArgumentException("expected one or more finite numbers, got " + values);
      }
    }

    /** These numbers. */
    public static Numbers of(float... values) {
      List<Float> list = new ArrayList<>();
      for (float value : values) {
        list.add(value);
      }
      return new Numbers(list);
    }

    /** A text such as {@code "0.5 0.25"}. */
    @Override
    public Object configValue() {
      return String.join(" ", values.stream().map(String::valueOf).toList());
    }

    /**
     * Reads {@link #configValue()} back.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Numbers parse(Object value) {
      try {
        return new Numbers(List.of(value.toString().split(" ", -1)).stream().map(Float::valueOf).toList());
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("expected numbers such as '0.5 0.25', got '" + value + "'", e);
      }
    }

    private float[] repeated(int count) {
      float[] all = new float[count];
      for (int c = 0; c < count; c++) {
        all[c] = values.get(values.size() == 1 ? 0 : c);
      }
      return all;
    }
  }

  /**
   * Configuration of the layer.
   *
   * @param mean what is taken from each channel
   * @param deviation what each channel is divided by, above 0
   */
  public record Spec(Numbers mean, Numbers deviation) implements LayerSpec {

    /** Checks that the numbers go together. */
    public Spec {
      if (mean.values().size() != deviation.values().size()) {
        throw new IllegalArgumentException("expected as many means as deviations, got " + mean.values().size() + " and "
            + deviation.values().size());
      }
      if (deviation.values().stream().anyMatch(value -> !(value >= Float.MIN_NORMAL))) {
        throw new IllegalArgumentException("expected deviations above 0, got " + deviation.configValue());
      }
    }

    @Override
    public String kind() {
      return "standardize";
    }

    @Override
    public Standardize build(Shape input, String name, ParameterSlab.Builder parameters) {
      int given = mean.values().size();
      if (input.rank() == 0 || input.size() == 0 || (given != 1 && given != input.dim(-1))) {
        throw new IllegalArgumentException(
            "expected an input with " + given + " channels, one for each mean, got shape " + input);
      }
      return new Standardize(this, input, name);
    }
  }

  private Standardize(Spec spec, Shape input, String name) {
    super(name, spec, input, input);
    this.channels = input.dim(-1);
    this.rowsPerExample = input.size() / channels;
    this.mean = spec.mean().repeated(channels);
    this.factor = spec.deviation().repeated(channels);
    for (int c = 0; c < channels; c++) {
      factor[c] = 1 / factor[c];
    }
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    float[] memory = p.memory();
    for (int r = 0; r < (to - from) * rowsPerExample; r++) {
      int x = p.x(from) + r * channels;
      int y = p.y(from) + r * channels;
      for (int c = 0; c < channels; c++) {
        memory[y + c] = (memory[x + c] - mean[c]) * factor[c];
      }
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
    float[] memory = p.memory();
    for (int r = 0; r < (to - from) * rowsPerExample; r++) {
      int dy = p.dy(from) + r * channels;
      int dx = p.dx(from) + r * channels;
      for (int c = 0; c < channels; c++) {
        memory[dx + c] = memory[dy + c] * factor[c];
      }
    }
  }
}
