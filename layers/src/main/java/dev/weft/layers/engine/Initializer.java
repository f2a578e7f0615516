package dev.weft.layers.engine;

import dev.weft.core.tensor.Shape;

/**
 * First values of parameters.
 *
 * {@snippet :
 * dense(64).withInitializer(Initializer.orthogonal());
 * conv2D(8, 3).withInitializer(Initializer.truncatedNormal(0.02f));
 * }
 *
 * <p>With fan_in inputs and fan_out outputs per unit, Glorot scales by their mean and He by fan_in:
 *
 * <ul>
 *   <li>{@link #GLOROT_UNIFORM}: uniform in ±√(6 / (fan_in + fan_out)). Glorot and Bengio 2010.
 *   <li>{@link #GLOROT_NORMAL}: normal with variance 2 / (fan_in + fan_out).
 *   <li>{@link #HE_UNIFORM}: uniform in ±√(6 / fan_in). He et al. 2015.
 *   <li>{@link #HE_NORMAL}: normal with variance 2 / fan_in.
 * </ul>
 *
 * The normal ones are truncated at two standard deviations and rescaled to keep the variance, as Keras does.
 *
 * <p>One's own is a record that implements this. To be read back from a file it is registered: {@code LayerKinds.withInitializer}.
 */
// Derived in docs/book/08-initialisation.md.
public interface Initializer extends ConfigValue {

  /** All zeros; the default of biases. */
  Initializer ZEROS = StandardInitializer.ZEROS;

  /** All ones; the default of BatchNorm's scale. */
  Initializer ONES = StandardInitializer.ONES;

  /** Uniform with variance 2 / (fan_in + fan_out); the default of weights. */
  Initializer GLOROT_UNIFORM = StandardInitializer.GLOROT_UNIFORM;

  /** Truncated normal with variance 2 / (fan_in + fan_out). */
  Initializer GLOROT_NORMAL = StandardInitializer.GLOROT_NORMAL;

  /** Uniform with variance 2 / fan_in. */
  Initializer HE_UNIFORM = StandardInitializer.HE_UNIFORM;

  /** Truncated normal with variance 2 / fan_in. */
  Initializer HE_NORMAL = StandardInitializer.HE_NORMAL;

  /**
   * Writes the first values of a parameter, which are a pure function of the key and the other arguments.
   *
   * @param values where they go, from {@code offset}: as many as the shape has, in its order
   * @param shape of the parameter: {@code (in, out)}, {@code (kernel height, kernel width, channels, filters)}
   * @param fanIn inputs that meet in one output
   * @param fanOut outputs that one input reaches
   * @param key of {@link dev.weft.core.random.CounterRandom}, another one for each parameter
   * @throws IllegalArgumentException if a parameter of this shape cannot have such values
   */
  void fill(float[] values, int offset, Shape shape, int fanIn, int fanOut, long key);

  /** The name under which files know it, such as {@code he_normal} or {@code constant(0.5)}. */
  @Override
  Object configValue();

  /** All of one value. */
  static Initializer constant(float value) {
    return new DrawnInitializer(DrawnInitializer.Kind.CONSTANT, value);
  }

  /**
   * Uniform in ±limit.
   *
   * @throws IllegalArgumentException if the limit is not above 0 and finite
   */
  static Initializer uniform(float limit) {
    return new DrawnInitializer(DrawnInitializer.Kind.UNIFORM, limit);
  }

  /**
   * Normal with this standard deviation.
   *
   * @throws IllegalArgumentException if the deviation is not above 0 and finite
   */
  static Initializer normal(float deviation) {
    return new DrawnInitializer(DrawnInitializer.Kind.NORMAL, deviation);
  }

  /**
   * Normal with this standard deviation, but for values farther than two of them from 0, which are drawn again. As in Keras it is the
   * deviation before that.
   *
   * @throws IllegalArgumentException if the deviation is not above 0 and finite
   */
  static Initializer truncatedNormal(float deviation) {
    return new DrawnInitializer(DrawnInitializer.Kind.TRUNCATED_NORMAL, deviation);
  }

  /** A random orthogonal matrix; {@link #orthogonal(float)} with a gain of 1. */
  static Initializer orthogonal() {
    return orthogonal(1);
  }

  /**
   * A random orthogonal matrix times a gain: of the parameter as a matrix with its last axis as columns, the columns are orthogonal and as
   * long as the gain, or the rows, if there are fewer. For parameters of two axes or more
   * (<a href="https://arxiv.org/abs/1312.6120">Saxe et al.</a>, 2013).
   *
   * @throws IllegalArgumentException if the gain is not above 0 and finite
   */
  static Initializer orthogonal(float gain) {
    return new DrawnInitializer(DrawnInitializer.Kind.ORTHOGONAL, gain);
  }

  /**
   * The initialiser whose {@link #configValue} this is.
   *
   * @param value a text, or the initialiser itself
   * @throws IllegalArgumentException if it is the name of none of Weft's
   */
  static Initializer parse(Object value) {
    if (value instanceof Initializer initializer) {
      return initializer;
    }
    if (!(value instanceof String text)) {
      throw new IllegalArgumentException("expected the name of an initializer, got " + value);
    }
    return text.indexOf('(') < 0 ? StandardInitializer.named(text) : DrawnInitializer.parse(text);
  }
}
