package dev.weft.layers.engine;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.check.GradientCheck;
import java.util.List;
import java.util.Optional;

/**
 * One step of a network: knows its shapes and parameters, and never changes after it is built.
 *
 * <p>All state of a run lives in the {@link Pass} that each call is given: inputs, outputs, gradients, scratch, whether the run
 * trains, and its randomness. The engine calls the methods in this order, each possibly from several threads for
 * disjoint ranges:
 *
 * <ol>
 *   <li>{@link #prepare} once after the parameters changed (packing weights);
 *   <li>{@link #observe}, then {@link #statistics}, in training only, for what needs the whole batch before the first example
 *       (BatchNorm);
 *   <li>{@link #forward} for ranges of examples;
 *   <li>{@link #backward} for ranges of examples: the gradient of the input;
 *   <li>{@link #gradient} for slices of the parameters, each over the whole batch: the gradient of the parameters. It runs before
 *       {@code backward}, and after {@link #observeGradient}, if {@link #backwardNeedsGradient()}, else after;
 *   <li>or, for layers that sum {@linkplain #gradientByParts by parts of the batch}, {@link #gradientOfPart} for the same ranges as
 *       {@code backward}, while dy is in the cache, and {@link #combine} when all are done.
 * </ol>
 *
 * <p>Why a layer needs to know no more than dy about the rest of the network: docs/book/03-chain-rule.md.
 *
 * <p>Splitting by example forward and by parameter slice in {@code gradient} is what makes results independent of the
 * number of threads: no sum is ever split between threads. A batch is always cut into {@link #PARTS} parts, whose sums {@code
 * combine} adds in order.
 */
public interface Layer {

  /** The parts into which a batch is cut for layers that sum their gradients by part, whatever the number of threads. */
  int PARTS = 8;

  /** The name within its network, such as {@code conv2d_1}. */
  String name();

  /** The description it was built from. */
  LayerSpec spec();

  /** Shape of one input example, without the batch axis; of the first input, where there are several. */
  Shape inputShape();

  /** Shapes of one example of each input; one for most layers. */
  default List<Shape> inputShapes() {
    return List.of(inputShape());
  }

  /** Shape of one output example, without the batch axis. */
  Shape outputShape();

  /** The parameters in slab order; empty for most layers. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** Whether an optimiser may change one of its parameters. */
  default boolean isTrainable() {
    for (Parameter parameter : parameters()) {
      if (parameter.trainable()) {
        return true;
      }
    }
    return false;
  }

  /** The layers that this one computes: itself, unless it was fused from several. */
  default List<Layer> parts() {
    return List.of(this);
  }

  /** What the layer wants to keep or use during a run. */
  default Memory memory() {
    return Memory.NONE;
  }

  /**
   * What the layer wants to keep or use during a run of this kind; less in inference, where there is no backward.
   *
   * @param training whether the workspace trains
   */
  default Memory memory(boolean training) {
    return memory();
  }

  /**
   * Whether the output is the input itself, so that both share memory and {@code forward} and {@code backward} are not called.
   *
   * @param training whether the run trains
   */
  default boolean isView(boolean training) {
    return false;
  }

  /** Adds the kernels that the layer runs, so that they are compiled before a large network's first run. */
  default void kernelUse(KernelUse use) {}

  /** The number of independent pieces of {@link #prepare}. */
  default int prepareTasks() {
    return 0;
  }

  /** Derives from the parameters what forward and backward read instead of them, such as packed weights. */
  default void prepare(Pass pass, int task) {}

  /**
   * Takes from the inputs of the examples {@code [from, to)} what {@link #statistics} needs of them, in training, while they are
   * in the cache. Called only if there are {@link #statisticsTasks()}.
   */
  default void observe(Pass pass, int worker, int from, int to) {}

  /** The number of independent pieces of {@link #statistics}. */
  default int statisticsTasks() {
    return 0;
  }

  /** Reduces the whole batch of inputs in training, before {@link #forward}. */
  default void statistics(Pass pass, int task) {}

  /**
   * Computes the outputs of the examples {@code [from, to)}.
   *
   * @param pass where inputs, outputs and parameters lie
   * @param worker whose scratch may be used
   * @param from first example of the batch
   * @param to one past the last, at most {@link Workspace#MAX_CHUNK} further
   */
  void forward(Pass pass, int worker, int from, int to);

  /**
   * Computes the input gradients dx of the examples {@code [from, to)} from dy; overwrites dx.
   *
   * <p>A layer with parameters is called even if no dx is wanted ({@link Pass#wantsDx()}), so that it can get ready for {@link
   * #gradient}.
   */
  void backward(Pass pass, int worker, int from, int to);

  /**
   * Takes from the output gradients of the examples {@code [from, to)} what {@link #gradient} needs of them, while they are in the
   * cache. Called only if {@link #backwardNeedsGradient()}.
   */
  default void observeGradient(Pass pass, int worker, int from, int to) {}

  /** The number of independent pieces of {@link #gradient}; a constant of the layer, whatever the number of threads. */
  default int gradientTasks() {
    return 0;
  }

  /**
   * Adds the gradients of one slice of the parameters, summed over the batch in the order of its examples.
   *
   * @param worker whose scratch may be used
   * @param task the slice, below {@link #gradientTasks()}; no other task may write the same gradient
   */
  default void gradient(Pass pass, int worker, int task) {}

  /**
   * Whether {@link #backward}, {@link #observeGradient} or the gradients of the parameters read inputs. Memory of outputs that
   * nobody reads again is used for others.
   */
  default boolean backwardReadsInput() {
    return true;
  }

  /** Whether {@link #backward}, {@link #observeGradient} or the gradients of the parameters read outputs. */
  default boolean backwardReadsOutput() {
    return true;
  }

  /**
   * Whether {@link #gradient} reads output gradients; false for layers whose {@link #backward} or {@link #observeGradient} left all
   * that it needs. The gradients of an output are kept for no longer than somebody reads them.
   */
  default boolean gradientReadsDy() {
    return true;
  }

  /**
   * A parameter of which {@link #gradient} adds to few of many rows, and {@linkplain Pass#touched() says} to which; empty for most layers.
   * Its first axis are the rows.
   */
  default Optional<Parameter> parameterByRows() {
    return Optional.empty();
  }

  /** Whether the layer sums its gradients with {@link #gradientOfPart} instead of {@link #gradient}. */
  default boolean gradientByParts() {
    return false;
  }

  /** Clears the sums of a part of the batch. */
  default void clearPart(Pass pass, int part) {}

  /**
   * Adds the gradients of the examples {@code [from, to)} to the sums of the part that they belong to. The examples of a part come in
   * order, after {@link #clearPart}; other parts may be summed at the same time.
   *
   * @param worker whose scratch may be used
   * @param part below {@link #PARTS}
   */
  default void gradientOfPart(Pass pass, int worker, int part, int from, int to) {}

  /** The number of independent pieces of {@link #combine}; a constant of the layer. */
  default int combineTasks() {
    return 0;
  }

  /** Adds the sums of all parts to the gradients, in their order; runs after all of {@link #gradientOfPart}. */
  default void combine(Pass pass, int worker, int task) {}

  /** Whether {@link #backward} reads parameter gradients of the same batch. */
  default boolean backwardNeedsGradient() {
    return false;
  }

  /**
   * Whether the derivative jumps somewhere, as ReLU's at 0 and a max-pool's where two values are equal.
   *
   * <p>{@link GradientCheck} then takes every output to be a piecewise linear function of each input and parameter, convex
   * or concave.
   */
  default boolean hasKinks() {
    return false;
  }

  /** How the layer computes, in a few words for {@code summary(true)}. */
  default String path() {
    return "plain";
  }
}
