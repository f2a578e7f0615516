package dev.weft.layers;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * All parameters of a network in one contiguous array: the trainable ones first, then the others.
 *
 * <p>The list of parameters is fixed; the values are what training changes. An optimiser is one loop over
 * {@code values[0 .. trainable())}.
 */
public final class ParameterSlab {

  private final List<Parameter> parameters;
  private final float[] values;
  private final int trainable;

  private ParameterSlab(List<Parameter> parameters, float[] values, int trainable) {
    this.parameters = List.copyOf(parameters);
    this.values = values;
    this.trainable = trainable;
  }

  /** The parameters, in the order of the layers. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The values themselves, not a copy. */
  public float[] values() {
    return values;
  }

  /** The number of values, trainable or not. */
  public int size() {
    return values.length;
  }

  /** The number of trainable values: those that come first. */
  public int trainable() {
    return trainable;
  }

  /**
   * The parameter of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Parameter parameter(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return parameter;
      }
    }
    throw new IllegalArgumentException(
        "expected a parameter among " + parameters.stream().map(Parameter::name).toList() + ", got '" + name + "'");
  }

  /** The values of one parameter as a tensor that shares the slab's memory. */
  public Tensor tensor(Parameter parameter) {
    return Tensor.wrap(values, parameter.offset(), parameter.shape());
  }

  /**
   * Copies all values.
   *
   * @throws IllegalArgumentException if the number of values differs
   */
  public void copyFrom(float[] source) {
    if (source.length != values.length) {
      throw new IllegalArgumentException("expected " + values.length + " parameter values, got " + source.length);
    }
    System.arraycopy(source, 0, values, 0, values.length);
  }

  /** Hands out ranges of a slab to layers while a network is built, and the first values of each. */
  public static final class Builder {

    private static final int STREAM = 0x70617261; // "para": one stream per parameter follows

    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Initializer> initializers = new ArrayList<>();
    private final List<int[]> fans = new ArrayList<>();
    private int nextTrainable;
    private int nextFixed;

    /** A builder whose non-trainable parameters start behind this many trainable values. */
    Builder(int trainable) {
      this.nextFixed = trainable;
    }

    /**
     * Adds a trainable parameter.
     *
     * @param name layer and role, such as {@code conv2d_1/kernel}
     * @param initializer draws the first values
     * @param fanIn inputs that meet in one output, for the initialiser: kernel height × width × channels, of a convolution
     * @param fanOut outputs that one input reaches
     */
    public Parameter add(String name, Shape shape, Initializer initializer, int fanIn, int fanOut) {
      Parameter parameter = new Parameter(name, shape, nextTrainable, true);
      nextTrainable += shape.size();
      return record(parameter, initializer, fanIn, fanOut);
    }

    /**
     * Adds a parameter that optimisers leave alone, such as a moving average.
     *
     * @param name layer and role, such as {@code batch_norm_1/moving_mean}
     */
    public Parameter addFixed(String name, Shape shape, Initializer initializer) {
      Parameter parameter = new Parameter(name, shape, nextFixed, false);
      nextFixed += shape.size();
      return record(parameter, initializer, 1, 1);
    }

    private Parameter record(Parameter parameter, Initializer initializer, int fanIn, int fanOut) {
      parameters.add(parameter);
      initializers.add(initializer);
      fans.add(new int[] {fanIn, fanOut});
      return parameter;
    }

    /** The number of trainable values handed out. */
    int trainable() {
      return nextTrainable;
    }

    /** The slab with its first values drawn from the seed, each parameter from a stream of its own. */
    ParameterSlab build(long seed) {
      float[] values = new float[Math.max(nextFixed, nextTrainable)];
      for (int i = 0; i < parameters.size(); i++) {
        Parameter parameter = parameters.get(i);
        int[] fan = fans.get(i);
        initializers.get(i).fill(
            values, parameter.offset(), parameter.size(), fan[0], fan[1], CounterRandom.key(seed, STREAM + i));
      }
      return new ParameterSlab(parameters, values, nextTrainable);
    }
  }
}
