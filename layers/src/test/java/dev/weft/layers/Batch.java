package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Inputs of a run and the gradients of its outputs. Where a network has several inputs, those of an example stand side by side,
 * and so do its outputs.
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
        size, inputs(network, integers(random, size * floats(network.inputShapes()))),
        integers(random, size * floats(network.outputShapes())));
  }

  /** The numbers of an example of all these shapes. */
  static int floats(List<Shape> shapes) {
    return shapes.stream().mapToInt(Shape::size).sum();
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
        size, inputs(network, reals(random, size * floats(network.inputShapes()))),
        reals(random, size * floats(network.outputShapes())));
  }

  /** The inputs as they are, or made indices if the first layer is an embedding. */
  private static float[] inputs(Network network, float... x) {
    if (network.layers().get(0).spec() instanceof Embedding.Spec embedding) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.floorMod(Math.round(10 * x[i]), embedding.vocabulary());
      }
    }
    return x;
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

  /** The inputs as a tensor for a network of one input. */
  Tensor inputs(Network network) {
    return Tensor.of(x, network.inputShape().prepend(size).dims());
  }

  /** Each input as a tensor. */
  Tensor[] allInputs(Network network) {
    Tensor[] inputs = new Tensor[network.inputShapes().size()];
    for (int k = 0; k < inputs.length; k++) {
      Shape shape = network.inputShapes().get(k).prepend(size);
      inputs[k] = Tensor.of(part(x, size, network.inputShapes(), k), shape.dims());
    }
    return inputs;
  }

  /** What belongs to one of several shapes, of numbers that stand side by side for each example. */
  static float[] part(float[] all, int size, List<Shape> shapes, int k) {
    int from = floats(shapes.subList(0, k));
    int length = shapes.get(k).size();
    float[] part = new float[size * length];
    for (int n = 0; n < size; n++) {
      System.arraycopy(all, n * floats(shapes) + from, part, n * length, length);
    }
    return part;
  }

  /** The inverse of {@link #part}: those of each shape side by side for each example. */
  static float[] joined(List<float[]> parts, int size) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int to = 0;
    for (int n = 0; n < size; n++) {
      for (float[] part : parts) {
        int length = part.length / size;
        System.arraycopy(part, n * length, all, to, length);
        to += length;
      }
    }
    return all;
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

  /** The same for a network of several inputs. */
  ExampleSource sideBySide(Network network) {
    int[] sizes = network.inputShapes().stream().mapToInt(Shape::size).toArray();
    return new ExampleSource() {
      @Override
      public void load(int slot, float[] to, int offset, float[] target, int targetOffset) {
        throw new IllegalStateException("expected to be asked for all inputs at once");
      }

      @Override
      public void load(int slot, float[] to, int[] offsets, float[] target, int targetOffset) {
        int from = slot * (x.length / size);
        for (int k = 0; k < sizes.length; k++) {
          System.arraycopy(x, from, to, offsets[k], sizes[k]);
          from += sizes[k];
        }
      }
    };
  }
}
