package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A stack of layers, each feeding the next, and their parameters.
 *
 * <pre>{@code
 * var network = Sequential.input(28, 28, 1)
 *     .add(conv2D(32, 3)).add(relu()).add(maxPool2D(2))
 *     .add(flatten()).add(dense(10))
 *     .build(2023);
 * }</pre>
 *
 * <p>The architecture is immutable; the values in {@link #parameters()} are what training changes. Everything else that
 * changes during a run lives in a {@link Workspace}.
 *
 * <p><b>Threads.</b> As long as nobody changes the parameters, one network may be used by any number of threads at once: each
 * makes its own {@link InferenceSession} with {@link #session}, at any time, or calls {@link #predict}. Sessions share the
 * parameters and nothing else, so no thread waits for another, and each gets the bits that it would get alone. To predict
 * while the network trains, {@linkplain ParameterSlab#copyFrom copy} the parameters between two steps into a second network
 * of the same {@link #specs()}.
 */
public final class Sequential {

  private final Shape input;
  private final List<Layer> layers;
  private final List<Layer> executed;
  private final ParameterSlab parameters;

  private Sequential(Shape input, List<Layer> layers, List<Layer> executed, ParameterSlab parameters) {
    this.input = input;
    this.layers = List.copyOf(layers);
    this.executed = List.copyOf(executed);
    this.parameters = parameters;
  }

  /** Starts a network that takes examples of this shape, without the batch axis. */
  public static Builder input(int... exampleShape) {
    return input(Shape.of(exampleShape));
  }

  /** Starts a network that takes examples of this shape, without the batch axis. */
  public static Builder input(Shape exampleShape) {
    return new Builder(exampleShape, List.of(), true, true);
  }

  /** Shape of one input example. */
  public Shape inputShape() {
    return input;
  }

  /** Shape of one output example. */
  public Shape outputShape() {
    return layers.get(layers.size() - 1).outputShape();
  }

  /** The layers as they were added. */
  public List<Layer> layers() {
    return layers;
  }

  /** The layers as they are computed: neighbours may be fused into one. */
  public List<Layer> executedLayers() {
    return executed;
  }

  /** The parameters of all layers. */
  public ParameterSlab parameters() {
    return parameters;
  }

  /** A network with the same parameters that executes these layers: some of this one's, or stand-ins for them. */
  Sequential executing(List<Layer> other) {
    return new Sequential(other.get(0).inputShape(), other, other, parameters);
  }

  /**
   * The same network, with each layer computed by itself as it is written. It shares this one's layers and parameters, so a
   * change of one's parameters is a change of the other's.
   */
  public Sequential withoutFusion() {
    return executing(layers);
  }

  /** The specifications of the layers, from which an equal network can be built. */
  public List<LayerSpec> specs() {
    return layers.stream().map(Layer::spec).toList();
  }

  /**
   * A workspace for training batches of up to this size; see {@link Workspace#step}.
   *
   * @param batchSize the most examples of one step
   * @param pool the workers that each run is split over; they are the caller's to close
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public Workspace trainingWorkspace(int batchSize, WorkerPool pool) {
    return new Workspace(this, batchSize, pool, true, false, Kernels.active());
  }

  /**
   * A workspace for training that also computes the gradient of the inputs, with the kernels given.
   *
   * @param batchSize the most examples of one step
   * @param pool the workers that each run is split over; they are the caller's to close
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public Workspace gradientWorkspace(int batchSize, WorkerPool pool, Kernels kernels) {
    return new Workspace(this, batchSize, pool, true, true, kernels);
  }

  /**
   * A workspace for inference on batches of up to this size; see {@link Workspace#infer}.
   *
   * @param batchSize the most examples of one call
   * @param pool the workers that each run is split over; they are the caller's to close
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public Workspace inferenceWorkspace(int batchSize, WorkerPool pool) {
    return new Workspace(this, batchSize, pool, false, false, Kernels.active());
  }

  /**
   * A session for inference on batches of up to this size, for one thread; many may be made and used at once.
   *
   * @param batchSize the most examples of one call; the memory that the session plans grows with it
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public InferenceSession session(int batchSize) {
    return new InferenceSession(this, batchSize, new WorkerPool(1));
  }

  /**
   * A session for gradients in inference mode, on batches of up to this size, for one thread.
   *
   * @param batchSize the most examples of one call; the memory that the session plans grows with it
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public GradientSession gradientSession(int batchSize) {
    return new GradientSession(this, batchSize);
  }

  /**
   * The outputs for a batch of inputs, in inference mode. Convenient rather than fast: it plans a session for each call.
   *
   * @param x inputs (N, …), N of 1 or more
   * @return outputs (N, …): logits, if the network ends with a dense layer
   * @throws IllegalArgumentException if there is no example, or its shape is not the network's
   */
  public Tensor predict(Tensor x) {
    int batch = x.shape().rank() == 0 ? 1 : Math.max(1, x.shape().dim(0));
    try (InferenceSession session = session(batch)) {
      return session.predict(x);
    }
  }

  /** A table of layers, output shapes and parameter counts, as Keras prints it. */
  public String summary() {
    return Summary.of(this, false);
  }

  /** The table, with the way each layer is computed if {@code verbose}. */
  public String summary(boolean verbose) {
    return Summary.of(this, verbose);
  }

  @Override
  public String toString() {
    return "Sequential" + input + " → " + outputShape() + ", " + layers.size() + " layers, "
        + parameters.size() + " parameters";
  }

  /** Collects layers; every {@code add} returns a new builder, so a prefix can be shared. */
  public static final class Builder {
    private final Shape input;
    private final List<LayerSpec> specs;
    private final boolean fusion;
    private final boolean winograd;

    private Builder(Shape input, List<LayerSpec> specs, boolean fusion, boolean winograd) {
      this.input = input;
      this.specs = specs;
      this.fusion = fusion;
      this.winograd = winograd;
    }

    /**
     * Adds a layer behind the last one.
     *
     * @param spec its description, from {@link Layers}; whether it fits is found out by {@link #build}
     * @return another builder; this one stays as it is
     */
    public Builder add(LayerSpec spec) {
      List<LayerSpec> longer = new ArrayList<>(specs);
      longer.add(Objects.requireNonNull(spec, "spec"));
      return new Builder(input, List.copyOf(longer), fusion, winograd);
    }

    /** Computes every layer by itself, as it is written. */
    public Builder withoutFusion() {
      return new Builder(input, specs, false, winograd);
    }

    /** Computes convolutions directly, where Winograd's method would be faster and rounds differently. */
    public Builder withoutWinograd() {
      return new Builder(input, specs, fusion, false);
    }

    /**
     * Infers all shapes, allocates the parameters and draws their first values from the seed.
     *
     * @throws IllegalArgumentException if there is no layer, or one cannot take the output of the one before it
     */
    public Sequential build(long seed) {
      if (specs.isEmpty()) {
        throw new IllegalArgumentException("expected a network of at least one layer, got none");
      }
      ParameterSlab.Builder count = new ParameterSlab.Builder(0);
      buildLayers(count);
      ParameterSlab.Builder slab = new ParameterSlab.Builder(count.trainable());
      List<Layer> layers = buildLayers(slab);
      List<Layer> executed = fusion ? Fusion.rewrite(layers, winograd) : layers;
      return new Sequential(input, layers, executed, slab.build(seed));
    }

    private List<Layer> buildLayers(ParameterSlab.Builder slab) {
      List<Layer> layers = new ArrayList<>();
      Map<String, Integer> seen = new HashMap<>();
      Shape shape = input;
      for (LayerSpec spec : specs) {
        String name = spec.kind() + "_" + seen.merge(spec.kind(), 1, Integer::sum);
        Layer layer;
        try {
          layer = spec.build(shape, name, slab);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        layers.add(layer);
        shape = layer.outputShape();
      }
      return layers;
    }
  }
}
