package dev.weft.layers.engine;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All parameters of a network in one contiguous array: the trainable ones first, then the others.
 *
 * <p>The list of parameters is fixed; the values are what training changes. An optimiser is one loop over
 * {@code values[0 .. trainable())}.
 *
 * {@snippet :
 * ParameterSlab slab = network.parameters();
 * slab.size(); // = 67
 * slab.copyMatching(network.copy().parameters()).left(); // = []
 * slab.tensor(slab.parameter("dense_2/bias")).fill(0);
 * }
 */
public final class ParameterSlab {

  private final List<Parameter> parameters;
  private final float[] values;
  private final int trainable;
  private final Set<String> frozen;
  private final long largestTable;

  private ParameterSlab(
      List<Parameter> parameters, float[] values, int trainable, Set<String> frozen, long largestTable) {
    this.largestTable = largestTable;
    this.parameters = List.copyOf(parameters);
    this.frozen = Set.copyOf(frozen);
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

  /** The names of the parameters that could be trained and are not, in the order of the layers. */
  public List<String> frozen() {
    return parameters.stream().map(Parameter::name).filter(frozen::contains).toList();
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

  /**
   * Makes sure that a network of these layers can be read back from a file that holds this many values: a reader refuses layers
   * with tables far larger than the file, see {@link Builder#requireRoomForTable}.
   *
   * @throws IllegalArgumentException if it could not
   */
  public void requireReadableWith(long values) {
    Builder.requireRoom(largestTable, values);
  }

  /** Whether the parameter of this name was frozen; those that never are trainable are not called so. */
  boolean isFrozen(String name) {
    return frozen.contains(name);
  }

  /**
   * Copies the values of those parameters that the other has under the same name and in the same shape.
   *
   * @return what was copied and what was not, by name
   */
  public Copied copyMatching(ParameterSlab other) {
    return copyMatching(other, other.parameters);
  }

  /** The same, of these parameters of the other. */
  Copied copyMatching(ParameterSlab other, List<Parameter> some) {
    return new ParameterMatch(this, other, some).copy();
  }

  /**
   * Copies the values of all parameters by name, in whatever order they are in the other, or none.
   *
   * @throws IllegalArgumentException if one of either is not in the other under the same name and in the same shape; nothing is copied
   */
  public void copyAll(ParameterSlab other) {
    ParameterMatch match = new ParameterMatch(this, other, other.parameters);
    match.requireAll();
    match.copy();
  }

  /**
   * What {@link #copyMatching} did.
   *
   * @param copied parameters that got the other's values
   * @param left parameters that kept their own: the other has none of that name, or one of another shape
   * @param unused the other's parameters that were not taken
   */
  public record Copied(List<String> copied, List<String> left, List<String> unused) {

    /** Copies the lists. */
    public Copied {
      copied = List.copyOf(copied);
      left = List.copyOf(left);
      unused = List.copyOf(unused);
    }
  }

  /** Hands out ranges of a slab to layers while a network is built, and the first values of each. */
  public static final class Builder {

    /** Writes the first values of a parameter. */
    private interface FirstValues {
      void write(float[] values, Parameter parameter, long key);
    }

    private static final int STREAM = 0x70617261; // "para": one stream per parameter follows

    private static final long SMALL_TABLE = 14L << 20;
    private static final long TABLE_ENTRIES_A_VALUE = 4;

    private final List<Parameter> parameters = new ArrayList<>();
    private final List<FirstValues> firstValues = new ArrayList<>();
    private final Predicate<String> isFrozen;
    private final Set<String> frozen = new HashSet<>();
    private final long most;
    private long all;
    private long largestTable;

    /**
     * A builder.
     *
     * @param isFrozen which parameters are not to be trained although they could
     * @param most the number of values that there may be
     */
    Builder(Predicate<String> isFrozen, long most) {
      this.most = most;
      this.isFrozen = isFrozen;
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
      return record(trainable(name, shape), initialised(initializer, fanIn, fanOut));
    }

    /**
     * Adds a trainable parameter whose numbers all start with one value.
     *
     * @param name layer and role, such as {@code prelu_1/slope}
     */
    public Parameter add(String name, Shape shape, float value) {
      return record(
          trainable(name, shape),
          (values, p, key) -> Arrays.fill(values, p.offset(), p.offset() + p.size(), value));
    }

    /**
     * Adds a trainable parameter with these first values.
     *
     * @param name layer and role, such as {@code lstm_1/bias}
     * @param values as many as the shape has
     */
    public Parameter add(String name, Shape shape, float[] values) {
      if (values.length != shape.size()) {
        throw new IllegalArgumentException("expected " + shape.size() + " values for " + name + ", got "
            + values.length);
      }
      float[] own = values.clone();
      return record(
          trainable(name, shape), (slab, p, key) -> System.arraycopy(own, 0, slab, p.offset(), own.length));
    }

    private Parameter trainable(String name, Shape shape) {
      requireRoom(name, shape);
      boolean trainable = !isFrozen.test(name);
      if (!trainable) {
        frozen.add(name);
      }
      return new Parameter(name, shape, trainable);
    }

    /**
     * Adds a parameter that optimisers leave alone, such as a moving average.
     *
     * @param name layer and role, such as {@code batch_norm_1/moving_mean}
     */
    public Parameter addFixed(String name, Shape shape, Initializer initializer) {
      requireRoom(name, shape);
      return record(new Parameter(name, shape, false), initialised(initializer, 1, 1));
    }

    /**
     * Refuses a layer whose tables of places would be far larger than the parameters that there may be, as those of a file are.
     *
     * @param entries of the largest table
     */
    public void requireRoomForTable(long entries) {
      requireRoom(entries, most);
      largestTable = Math.max(largestTable, entries);
    }

    private static void requireRoom(long entries, long values) {
      long mostEntries = Math.max(SMALL_TABLE, values * TABLE_ENTRIES_A_VALUE);
      if (entries > mostEntries) {
        throw new IllegalArgumentException("expected a layer of at most " + mostEntries + " places for parameters of "
            + values + " values, got " + entries);
      }
    }

    /** Before anything is allocated, and before a sum of sizes overflows. */
    private void requireRoom(String name, Shape shape) {
      all += shape.size();
      if (all > most) {
        throw new IllegalArgumentException("expected parameters of at most " + most + " values, got " + all
            + " up to '" + name + "' " + shape);
      }
    }

    private static FirstValues initialised(Initializer initializer, int fanIn, int fanOut) {
      return (values, p, key) -> initializer.fill(values, p.offset(), p.shape(), fanIn, fanOut, key);
    }

    private Parameter record(Parameter parameter, FirstValues first) {
      parameters.add(parameter);
      firstValues.add(first);
      return parameter;
    }

    /** The slab with its first values drawn from the seed, each parameter from a stream of its own. */
    ParameterSlab build(long seed) {
      int trainable = place(true, 0);
      float[] values = new float[place(false, trainable)];
      for (int i = 0; i < parameters.size(); i++) {
        firstValues.get(i).write(values, parameters.get(i), CounterRandom.key(seed, STREAM + i));
      }
      return new ParameterSlab(parameters, values, trainable, frozen, largestTable);
    }

    /** Places the parameters that are trainable, or those that are not, one behind the other; gives the end of the last one. */
    private int place(boolean trainable, int from) {
      int next = from;
      for (Parameter parameter : parameters) {
        if (parameter.trainable() == trainable) {
          parameter.place(next);
          next += parameter.size();
        }
      }
      return next;
    }
  }
}
