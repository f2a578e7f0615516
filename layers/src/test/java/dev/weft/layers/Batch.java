package dev.weft.layers;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import java.util.Arrays;
import java.util.Random;

/**
 * Inputs of a run and the gradients of its outputs.
 *
 * @param size number of examples
 * @param x inputs, example by example
 * @param dy gradients of the outputs, example by example
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Batch(int size, float[] x, float[] dy) implements ExampleSource {

  /** Whole numbers from −4 to 4: sums of their products are exact in a float. */
  static Batch integers(Network network, int size, long seed) {
    Random random = new Random(seed);
    return new Batch(
        size, integers(random, size * network.inputShape().size()),
        integers(random, size * network.outputShape().size()));
  }

  private static float[] integers(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(9) - 4;
    }
    return values;
  }

  /** Standard normal numbers. */
  static Batch reals(Network network, int size, long seed) {
    Random random = new Random(seed);
    return new Batch(
        size, reals(random, size * network.inputShape().size()), reals(random, size * network.outputShape().size()));
  }

  private static float[] reals(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Small whole numbers for every parameter; variances are positive. */
  static void setIntegers(ParameterSlab parameters, long seed) {
    set(parameters, integers(new Random(seed), parameters.size()));
  }

  /** Random numbers for every parameter; variances are positive. */
  static void setReals(ParameterSlab parameters, long seed) {
    set(parameters, reals(new Random(seed), parameters.size()));
  }

  private static void set(ParameterSlab slab, float[] values) {
    for (Parameter parameter : slab.parameters()) {
      for (int i = parameter.offset();
          parameter.name().endsWith("variance") && i < parameter.offset() + parameter.size(); i++) {
        values[i] = Math.abs(values[i]) + 1;
      }
    }
    slab.copyFrom(values);
  }

  /** The inputs as a tensor for a network. */
  Tensor inputs(Network network) {
    return Tensor.of(x, network.inputShape().prepend(size).dims());
  }

  /** The gradients of the outputs, or any numbers in their place, as a tensor of the outputs' shape. */
  Tensor outputs(Network network) {
    return Tensor.of(dy, network.outputShape().prepend(size).dims());
  }

  /** The examples from one place to another. */
  Batch slice(int from, int to) {
    int in = x.length / size;
    int out = dy.length / size;
    return new Batch(
        to - from, Arrays.copyOfRange(x, from * in, to * in), Arrays.copyOfRange(dy, from * out, to * out));
  }

  @Override
  public void load(int slot, float[] to, int offset, float[] target, int targetOffset) {
    int in = x.length / size;
    System.arraycopy(x, slot * in, to, offset, in);
  }
}
