package dev.weft.layers;

import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.RecordConfig;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The kinds of layers that can be read from a file: for each, how its description is made from its configuration.
 *
 * {@snippet :
 * record Twice() implements Elementwise {
 *   public String kind() {
 *     return "twice";
 *   }
 *
 *   public float value(float x) {
 *     return 2 * x;
 *   }
 *
 *   public float slope(float x, float y) {
 *     return 2;
 *   }
 * }
 * LayerKinds kinds = LayerKinds.standard().with("twice", Twice.class);
 * Network network = Sequential.input(4).add(new Twice()).build(1);
 * ModelFile.save(file, network, Map.of(), kinds);
 * ModelFile.load(file, kinds);
 * }
 *
 * <p>Immutable.
 */
public final class LayerKinds {

  /** How the names of components end that are one. */
  private static final String INITIALIZER = "initializer";

  private static final LayerKinds STANDARD =
      new LayerKinds(Map.of(), Map.of())
          .with("conv2d", Conv2D.Spec.class)
          .with("depthwise_conv2d", DepthwiseConv2D.Spec.class)
          .with("conv2d_transpose", Conv2DTranspose.Spec.class)
          .with("grouped_conv2d", GroupedConv2D.Spec.class)
          .with("zero_padding2d", ZeroPadding2D.Spec.class)
          .with("cropping2d", Cropping2D.Spec.class)
          .with("up_sampling2d", UpSampling2D.Spec.class)
          .with("dense", Dense.Spec.class)
          .with("embedding", Embedding.Spec.class)
          .with("conv1d", Conv1D.Spec.class)
          .with("max_pool1d", MaxPool1D.Spec.class)
          .with("average_pool1d", AveragePool1D.Spec.class)
          .with("lstm", Lstm.Spec.class)
          .with("gru", Gru.Spec.class)
          .with("max_pool2d", MaxPool2D.Spec.class)
          .with("average_pool2d", AveragePool2D.Spec.class)
          .with("global_average_pool", GlobalAveragePool.Spec.class)
          .with("global_max_pool", GlobalMaxPool.Spec.class)
          .with("batch_norm", BatchNorm.Spec.class)
          .with("layer_norm", LayerNorm.Spec.class)
          .with("group_norm", GroupNorm.Spec.class)
          .with("standardize", Standardize.Spec.class)
          .with("dropout", Dropout.Spec.class)
          .with("spatial_dropout", SpatialDropout.Spec.class)
          .with("gaussian_noise", GaussianNoise.Spec.class)
          .with("stochastic_depth", StochasticDepth.Spec.class)
          .with("flatten", Flatten.Spec.class)
          .with("reshape", Reshape.Spec.class)
          .with("relu", Relu.Spec.class)
          .with("relu6", Relu6.class)
          .with("prelu", PRelu.Spec.class)
          .with("silu", Silu.class)
          .with("hard_swish", HardSwish.class)
          .with("softplus", Softplus.class)
          .with("leaky_relu", LeakyRelu.class)
          .with("elu", Elu.class)
          .with("gelu", Gelu.class)
          .with("sigmoid", Sigmoid.class)
          .with("tanh", Tanh.class)
          .with("softmax", Softmax.Spec.class)
          .with("add", Add.Spec.class)
          .with("multiply", Multiply.Spec.class)
          .with("concat", Concat.Spec.class);

  private final Map<String, Function<Map<String, ?>, LayerSpec>> kinds;
  private final Map<String, Initializer> initializers;

  private LayerKinds(Map<String, Function<Map<String, ?>, LayerSpec>> kinds, Map<String, Initializer> initializers) {
    this.kinds = kinds;
    this.initializers = initializers;
  }

  /** Weft's own layers. */
  public static LayerKinds standard() {
    return STANDARD;
  }

  /**
   * These kinds and another one, whose description is a record: {@link RecordConfig} reads its components.
   *
   * <p>If the record lies in a named module, its package must be open to {@code weft.layers}.
   *
   * @param kind what {@link LayerSpec#kind()} gives
   * @throws IllegalArgumentException if there is one of this name
   */
  public <S extends Record & LayerSpec> LayerKinds with(String kind, Class<S> spec) {
    return with(kind, config -> RecordConfig.read(spec, kind, config));
  }

  /**
   * These kinds and another one.
   *
   * @param kind what {@link LayerSpec#kind()} gives
   * @param parse the description that has a given {@link LayerSpec#config()}
   * @throws IllegalArgumentException if there is one of this name
   */
  public LayerKinds with(String kind, Function<Map<String, ?>, LayerSpec> parse) {
    Map<String, Function<Map<String, ?>, LayerSpec>> more = new LinkedHashMap<>(kinds);
    if (more.put(kind, parse) != null) {
      throw new IllegalArgumentException("expected a new kind of layer, got '" + kind + "', which there is already");
    }
    return new LayerKinds(more, initializers);
  }

  /**
   * These kinds, and an initialiser of one's own that their configurations may name.
   *
   * @param initializer whose {@link Initializer#configValue} is a text that is none of Weft's initialisers
   * @throws IllegalArgumentException if it is no such text, or there is one of this name
   */
  public LayerKinds withInitializer(Initializer initializer) {
    if (!(initializer.configValue() instanceof String name)) {
      throw new IllegalArgumentException(
          "expected an initializer whose configValue is a text, got " + initializer.configValue());
    }
    Map<String, Initializer> more = new LinkedHashMap<>(initializers);
    if (more.put(name, initializer) != null || isStandard(name)) {
      throw new IllegalArgumentException("expected a new initializer, got '" + name + "', which there is already");
    }
    return new LayerKinds(kinds, more);
  }

  private static boolean isStandard(String initializer) {
    try {
      Initializer.parse(initializer);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The description whose {@link LayerSpec#kind()} and {@link LayerSpec#config()} these are.
   *
   * @throws IllegalArgumentException if the kind is unknown, or the configuration lacks an entry, has one too many or holds a
   *     value that the layer does not take
   */
  public LayerSpec parse(String kind, Map<String, ?> config) {
    Function<Map<String, ?>, LayerSpec> parse = kinds.get(kind);
    if (parse == null) {
      throw new IllegalArgumentException("expected a known kind of layer, got '" + kind + "'");
    }
    return parse.apply(withOwnInitializers(config));
  }

  /** The configuration with initialisers of one's own in place of their names. */
  private Map<String, ?> withOwnInitializers(Map<String, ?> config) {
    Map<String, Object> own = new LinkedHashMap<>(config);
    own.replaceAll((name, value) -> isOwn(name, value) ? initializers.get(value) : value);
    return own;
  }

  private boolean isOwn(String name, Object value) {
    return value instanceof String text && name.toLowerCase(Locale.ROOT).endsWith(INITIALIZER)
        && initializers.containsKey(text);
  }

  /**
   * Checks that a description can be read back from what a file would hold of it.
   *
   * @throws IllegalArgumentException if its kind is unknown or another description would come back
   */
  public void requireReadable(LayerSpec spec) {
    if (!kinds.containsKey(spec.kind())) {
      throw new IllegalArgumentException(
          "expected a kind of layer that can be read back, got '" + spec.kind() + "'; see LayerKinds.with");
    }
    Map<String, Object> config = spec.config();
    Map<String, Object> again = parse(spec.kind(), config).config();
    if (!again.equals(config)) {
      throw new IllegalArgumentException(
          "expected '" + spec.kind() + "' to come back as it was, " + config + ", got " + again);
    }
  }
}
