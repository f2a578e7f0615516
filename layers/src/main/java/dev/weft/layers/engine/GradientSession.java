package dev.weft.layers.engine;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;

/**
 * Forward and backward in inference mode, to look into a network: how an output depends on the input and on what is in
 * between.
 *
 * <p>Dropout is the identity and BatchNorm uses its moving statistics, as when predicting, so what {@link #forward} gives is
 * what {@link InferenceSession#predict} gives (but for the rounding of fused layers) and {@link #backward} differentiates that.
 * Every layer is computed by itself, so that each has an activation and a gradient.
 *
 * {@snippet :
 * try (GradientSession session = network.gradientSession(1)) {
 *   Tensor logits = session.forward(x.slice(0, 1)); // (1, classes)
 *   Tensor one = Tensor.zeros(1, 3);
 *   one.set(1, 0, 2);
 *   session.backward(one); // the gradient of logit 2 …
 *   Tensor saliency = session.inputGradients(); // … with respect to the input
 *   Tensor deep = session.activationGradients("relu_1"); // … and to the output of a layer
 * }
 * }
 *
 * <p>Each forward reads the parameters as they are then. A session belongs to one thread at a time, and a call during another thread's
 * is refused with an {@link IllegalStateException}.
 */
public final class GradientSession implements AutoCloseable {

  private final Network network;
  private final WorkerPool pool = new WorkerPool(1);
  private final Workspace workspace;
  private final TensorSource source;
  private final Exclusive use = new Exclusive("a gradient session");
  private boolean forwardDone;
  private boolean backwardDone;

  GradientSession(Network network, int capacity) {
    this.network = network;
    this.workspace = network.withoutFusion().gradientWorkspace(capacity, pool, Kernels.active());
    this.source = new TensorSource(network.inputShapes(), capacity);
  }

  /**
   * Runs the network on a batch in inference mode.
   *
   * @param x inputs (N, …) with N of 1 to the session's batch size, one tensor for each input of the network
   * @return the outputs (N, …), a copy; the first, if there are several: {@link #activation} has them all by name
   * @throws IllegalArgumentException if there is no example or more than the batch size, or the shape of an example is not
   *     the network's
   */
  public Tensor forward(Tensor... x) {
    use.enter();
    try {
      int batch = source.take(x);
      backwardDone = false;
      workspace.prepare(); // takes over changed parameters, and clears the gradients of the last backward
      workspace.infer(source, null, batch);
      forwardDone = true;
      return workspace.outputs().copy();
    } finally {
      use.leave();
    }
  }

  /**
   * Takes gradients of the outputs of the last {@link #forward} back through all layers.
   *
   * @param dOutputs the gradient of some scalar with respect to each output, (N, …) as forward gave them, one tensor for each
   *     output of the network; one 1 among zeros asks for the gradient of that output
   * @throws IllegalArgumentException if the shape is another one, or there are not as many as outputs
   * @throws IllegalStateException if there was no forward
   */
  public void backward(Tensor... dOutputs) {
    if (!forwardDone) {
      throw new IllegalStateException("expected forward before backward, got no forward");
    }
    int outputs = network.outputNames().size();
    if (dOutputs.length != outputs) {
      throw new IllegalArgumentException(
          "expected gradients of each of " + outputs + " outputs, got " + dOutputs.length);
    }
    use.enter();
    try {
      for (int k = 0; k < outputs; k++) {
        put(workspace.outputGradients(k), dOutputs[k]);
      }
      workspace.backward();
      backwardDone = true;
    } finally {
      use.leave();
    }
  }

  private static void put(Tensor target, Tensor dOutputs) {
    if (!dOutputs.shape().equals(target.shape())) {
      throw new IllegalArgumentException(
          "expected gradients of the outputs, of shape " + target.shape() + ", got " + dOutputs.shape());
    }
    System.arraycopy(dOutputs.array(), dOutputs.offset(), target.array(), target.offset(), target.size());
  }

  /**
   * What a layer put out in the last {@link #forward}.
   *
   * @param layer name of one of {@link Network#layers()}
   * @return activations (N, …), a copy
   * @throws IllegalStateException if there was no forward
   * @throws IllegalArgumentException if there is no such layer
   */
  public Tensor activation(String layer) {
    network.layer(layer);
    if (!forwardDone) {
      throw new IllegalStateException("expected forward before its activations, got no forward");
    }
    return copy(workspace.activation(layer));
  }

  /**
   * The gradient of the scalar that {@link #backward} was asked for, with respect to the output of a layer.
   *
   * @param layer name of one of {@link Network#layers()}
   * @return gradients (N, …), a copy
   * @throws IllegalStateException if there was no backward since the last forward
   * @throws IllegalArgumentException if there is no such layer
   */
  public Tensor activationGradients(String layer) {
    network.layer(layer);
    requireBackward();
    return copy(workspace.activationGradients(layer));
  }

  /**
   * The gradient of the scalar that {@link #backward} was asked for, with respect to the first inputs.
   *
   * @return gradients (N, …), a copy
   * @throws IllegalStateException if there was no backward since the last forward
   */
  public Tensor inputGradients() {
    return inputGradients(network.inputNames().getFirst());
  }

  /**
   * The gradient of the scalar that {@link #backward} was asked for, with respect to an input.
   *
   * @param input one of {@link Network#inputNames()}
   * @return gradients (N, …), a copy
   * @throws IllegalStateException if there was no backward since the last forward
   * @throws IllegalArgumentException if there is no such input
   */
  public Tensor inputGradients(String input) {
    int k = network.inputNames().indexOf(input);
    if (k < 0) {
      throw new IllegalArgumentException(
          "expected one of the inputs " + network.inputNames() + ", got '" + input + "'");
    }
    requireBackward();
    return copy(workspace.inputGradients(k));
  }

  private Tensor copy(Tensor shared) {
    use.enter();
    try {
      return shared.copy();
    } finally {
      use.leave();
    }
  }

  private void requireBackward() {
    if (!backwardDone) {
      throw new IllegalStateException("expected backward before its gradients, got none since the last forward");
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
