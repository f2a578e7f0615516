package dev.weft.layers.engine;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network: layers in an order in which each stands behind those whose outputs it takes, and their parameters.
 *
 * {@snippet :
 * Network network = Sequential.input(28, 28, 1)
 *     .add(conv2D(32, 3)).add(relu()).add(maxPool2D(2))
 *     .add(flatten()).add(dense(10))
 *     .build(2023);
 * }
 *
 * <p>The architecture is immutable; the values in {@link #parameters()} are what training changes. Everything else that
 * changes during a run lives in a {@link Workspace}.
 *
 * <p><b>Threads.</b> As long as nobody changes the parameters, one network may be used by any number of threads at once: they share
 * a {@link #predictor}, or each makes its own {@link InferenceSession} with {@link #session}, at any time, or calls {@link #predict}. Sessions share the
 * parameters and nothing else, so no thread waits for another, and each gets the bits that it would get alone. To predict
 * while the network trains, {@linkplain ParameterSlab#copyFrom copy} the parameters between two steps into a second network,
 * a {@link #copy()}.
 */
public final class Network {

  static final long MOST_PARAMETERS = Integer.MAX_VALUE - 8; // the longest array

  private final List<String> inputNames;
  private final Steps steps;
  private final ParameterSlab parameters;
  private final List<Rewrite> rewrites;

  Network(List<String> inputNames, Steps steps, ParameterSlab parameters, List<Rewrite> rewrites) {
    this.inputNames = List.copyOf(inputNames);
    this.steps = steps;
    this.parameters = parameters;
    this.rewrites = List.copyOf(rewrites);
  }

  /**
   * Builds the network that computes some nodes from others: infers all shapes, names what has no name, allocates the parameters
   * and draws their first values from the seed.
   *
   * @param inputs nodes made by {@link Node#input}, in the order in which examples are given
   * @param outputs what the network puts out
   * @param rewrites how layers are fused when a workspace is planned
   * @param seed of the first values
   * @throws IllegalArgumentException if there is no layer; a layer cannot take its inputs; a name stands for two; an output needs
   *     an input that is not listed, or nothing needs one that is
   */
  public static Network of(List<Node> inputs, List<Node> outputs, List<Rewrite> rewrites, long seed) {
    return of(inputs, outputs, rewrites, seed, MOST_PARAMETERS);
  }

  /**
   * As {@link #of(List, List, List, long)}, and refuses before it allocates them more parameters than there may be, as in a file
   * of a known size.
   *
   * @param mostParameters the number of values in all parameters that there may be
   * @throws IllegalArgumentException also if there would be more
   */
  public static Network of(
      List<Node> inputs, List<Node> outputs, List<Rewrite> rewrites, long seed, long mostParameters) {
    return of(inputs, outputs, rewrites, seed, mostParameters, name -> false);
  }

  /**
   * As {@link #of(List, List, List, long, long)}, with parameters frozen as by {@link #frozen(Predicate)}.
   *
   * @param frozen which parameters, by name, are not trained
   */
  public static Network of(
      List<Node> inputs, List<Node> outputs, List<Rewrite> rewrites, long seed, long mostParameters,
      Predicate<String> frozen) {
    return NetworkBuilder.of(inputs, outputs, frozen)
        .build(rewrites, seed, Math.min(mostParameters, MOST_PARAMETERS));
  }

  /** Shape of one example of the first input, without the batch axis. */
  public Shape inputShape() {
    return steps.inputs().get(0);
  }

  /** Shapes of one example of each input. */
  public List<Shape> inputShapes() {
    return steps.inputs();
  }

  /** The names of the inputs. */
  public List<String> inputNames() {
    return inputNames;
  }

  /** Shape of one example of the first output. */
  public Shape outputShape() {
    return steps.shape(steps.outputs().get(0));
  }

  /** Shapes of one example of each output. */
  public List<Shape> outputShapes() {
    return steps.outputs().stream().map(steps::shape).toList();
  }

  /** The names of the layers whose outputs the network puts out. */
  public List<String> outputNames() {
    return steps.outputs().stream().map(i -> steps.layer(i).name()).toList();
  }

  /** The layers as they were written, each behind those whose outputs it takes. */
  public List<Layer> layers() {
    return steps.list().stream().map(Step::layer).toList();
  }

  /** The layers as they were written, and what each takes. */
  public List<Step> steps() {
    return steps.list();
  }

  /**
   * The layer of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Layer layer(String name) {
    return steps.layer(index(name));
  }

  private int index(String name) {
    return IntStream.range(0, steps.count()).filter(i -> steps.layer(i).name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected one of the layers "
            + layers().stream().map(Layer::name).toList() + ", got '" + name + "'"));
  }

  /** The step that makes output k, behind which there are only layers that pass it on as it is, such as flatten. */
  public Step lastStep(int k) {
    Step step = steps.list().get(steps.outputs().get(k));
    while (step.layer().isView(false) && step.inputs().get(0) >= 0) {
      step = steps.list().get(step.inputs().get(0));
    }
    return step;
  }

  /** The layers as they are computed in training or in inference: neighbours may be fused into one. */
  public List<Layer> executedLayers(boolean training) {
    return executedSteps(training).list().stream().map(Step::layer).toList();
  }

  /** The layers as they are computed in training or in inference, and what each takes. */
  public List<Step> executed(boolean training) {
    return executedSteps(training).list();
  }

  /** The kernels that training, or inference, will run: what {@link dev.weft.core.kernel.WarmUp} is to compile. */
  public KernelUse kernelUse(boolean training) {
    return executedSteps(training).kernelUse(training);
  }

  Steps executedSteps(boolean training) {
    return rewrites.isEmpty() ? steps : steps.rewritten(rewrites, training);
  }

  /** The parameters of all layers; those of the whole network, if this is a {@linkplain #upTo part} of another one. */
  public ParameterSlab parameters() {
    return parameters;
  }

  /** The parameters of the layers of this network, in the order of the slab. */
  public List<Parameter> ownParameters() {
    Set<Parameter> own = new HashSet<>();
    layers().forEach(layer -> own.addAll(layer.parameters()));
    return parameters.parameters().stream().filter(own::contains).toList();
  }

  /**
   * The same network, with its layers fused by these rewrites. It shares this one's layers and parameters, so a change of one's
   * parameters is a change of the other's.
   */
  public Network withRewrites(List<Rewrite> other) {
    return new Network(inputNames, steps, parameters, other);
  }

  /** The same network, with each layer computed by itself as it is written; shares this one's parameters. */
  public Network withoutFusion() {
    return withRewrites(List.of());
  }

  /**
   * The part of the network that a layer needs, which it puts out: for features, or to look inside. Shares this one's parameters.
   *
   * @throws IllegalArgumentException if there is no layer of this name
   */
  public Network upTo(String layer) {
    return new Pruning(steps, index(layer)).network(inputNames, parameters, rewrites);
  }

  /**
   * The part of the network without its last layers, such as the one that told the classes of an earlier task. Shares this one's
   * parameters; {@link #add} puts something in their place.
   *
   * @param count how many to leave out, of which each takes one output only
   * @throws IllegalArgumentException if no layer is left, a layer takes several outputs, or the network has several; see {@link #upTo}
   */
  public Network withoutLast(int count) {
    return Extension.withoutLast(this, count);
  }

  /**
   * Begins a network that has another part behind this one; it keeps the values of this one's parameters and shares nothing.
   *
   * @throws IllegalArgumentException if the network has several outputs
   */
  public Extension add(Block part) {
    return Extension.of(this).add(part);
  }

  List<Rewrite> rewrites() {
    return rewrites;
  }

  /** One of the layers as a network of its own, with its inputs as inputs; shares this one's parameters. */
  public Network alone(Layer layer) {
    List<Integer> inputs = IntStream.range(0, layer.inputShapes().size()).mapToObj(k -> -1 - k).toList();
    List<String> names = IntStream.range(0, inputs.size()).mapToObj(k -> "input_" + (k + 1)).toList();
    Steps one = new Steps(layer.inputShapes(), List.of(new Step(layer, inputs)), List.of(0));
    return new Network(names, one, parameters, List.of());
  }

  /** A network of the same layers with parameters of its own, which have the same values. */
  public Network copy() {
    return Copies.of(this, parameters::isFrozen);
  }

  /** A network of the same layers whose parameters have first values drawn from this seed. */
  public Network reinitialised(long seed) {
    return Copies.fresh(this, parameters::isFrozen, seed);
  }

  /**
   * A copy in which parameters are frozen: optimisers leave them as they are, layers before which nothing is trainable are not
   * differentiated, and batch normalisation whose γ and β are frozen uses and keeps its moving statistics.
   *
   * @param names which parameters, by name, such as {@code conv2d_1/kernel}; what was frozen before stays so
   */
  public Network frozen(Predicate<String> names) {
    return Copies.frozen(this, names);
  }

  /** A copy in which all parameters of these layers are frozen. */
  public Network frozen(String... layers) {
    return frozen(Parameters.layers(layers));
  }

  /**
   * A copy in which these parameters are frozen, as by {@link #frozen(Predicate)}.
   *
   * @throws IllegalArgumentException if a name is none of the network's, or nothing trainable is chosen
   */
  public Network frozen(Parameters parameters) {
    Set<String> names = parameters.in(this).stream().map(Parameter::name).collect(Collectors.toSet());
    return frozen(names::contains);
  }

  /** A copy in which every parameter is trainable that can be. */
  public Network unfrozen() {
    return Copies.of(this, name -> false);
  }

  /** The nodes of an equal network to be, from which another can be made. */
  public List<Node> outputNodes() {
    return nodes().outputs();
  }

  Nodes nodes() {
    return Nodes.of(inputNames, steps);
  }

  /** The specifications of the layers in order. */
  public List<LayerSpec> specs() {
    return layers().stream().map(Layer::spec).toList();
  }

  /**
   * A workspace for training batches of up to this size; see {@link Workspace#step}.
   *
   * @param batchSize the most examples of one step
   * @param pool the workers that each run is split over; they are the caller's to close
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public Workspace trainingWorkspace(int batchSize, WorkerPool pool) {
    return Workspace.training(this, batchSize, pool, false, false, Kernels.active());
  }

  /**
   * A workspace for training that keeps what all layers put out and the gradients of it, for {@link Workspace#activation}, {@link
   * Workspace#activationGradients} and {@link Workspace#parts}; others use that memory again, and compute the same.
   *
   * @param batchSize the most examples of one step
   * @param pool the workers that each run is split over; they are the caller's to close
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public Workspace keepingWorkspace(int batchSize, WorkerPool pool) {
    return Workspace.training(this, batchSize, pool, false, true, Kernels.active());
  }

  /**
   * A workspace for training that also computes the gradient of the inputs, with the kernels given, and keeps all as {@link #keepingWorkspace} does.
   *
   * @param batchSize the most examples of one step
   * @param pool the workers that each run is split over; they are the caller's to close
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public Workspace gradientWorkspace(int batchSize, WorkerPool pool, Kernels kernels) {
    return Workspace.training(this, batchSize, pool, true, true, kernels);
  }

  /**
   * A workspace for inference on batches of up to this size; see {@link Workspace#infer}.
   *
   * @param batchSize the most examples of one call
   * @param pool the workers that each run is split over; they are the caller's to close
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public Workspace inferenceWorkspace(int batchSize, WorkerPool pool) {
    return Workspace.inference(this, batchSize, pool, Kernels.active());
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

  /** Predictions for any number of threads at once, with the default settings. To be closed. */
  public Predictor predictor() {
    return predictor(PredictorSettings.standard());
  }

  /**
   * Predictions for any number of threads at once. To be closed.
   *
   * @throws IllegalArgumentException if the settings have a loss for each of another number of outputs
   */
  public Predictor predictor(PredictorSettings settings) {
    return new Predictor(this, settings);
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
   * The outputs for a batch of inputs of any size, in inference mode, computed a few at a time by all processors. Convenient
   * rather than fast for few examples: it plans a session for each call. See {@link #predictor} for many calls.
   *
   * @param x inputs (N, …), one tensor for each input of the network
   * @return outputs (N, …): logits, if the network ends with a dense layer; the first, if there are several
   * @throws IllegalArgumentException if there is no example, or its shape is not the network's
   */
  public Tensor predict(Tensor... x) {
    int batch = x.length == 0 || x[0].shape().rank() == 0 ? 1 : Math.max(1, x[0].shape().dim(0));
    int workers = Math.min(Math.ceilDiv(batch, Workspace.MAX_CHUNK), Runtime.getRuntime().availableProcessors());
    try (InferenceSession session = new InferenceSession(this, batch, new WorkerPool(workers))) {
      return session.predict(x);
    }
  }

  /** A table of layers, output shapes and parameter counts, as Keras prints it. */
  public String summary() {
    return Summary.of(this, false);
  }

  /** The table, with the way each layer is computed in training if {@code verbose}. */
  public String summary(boolean verbose) {
    return Summary.of(this, verbose);
  }

  @Override
  public String toString() {
    return "Network" + joined(inputShapes()) + " → " + joined(outputShapes()) + ", " + steps.count() + " layers, "
        + ownParameters().stream().mapToInt(Parameter::size).sum() + " parameters";
  }

  private static String joined(List<Shape> shapes) {
    return shapes.stream().map(Shape::toString).collect(Collectors.joining(" and "));
  }
}
