package dev.weft.benchmarks.zoo;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;
import java.util.Random;

/**
 * A training step of a network of the zoo on a few random examples, and what it predicts for them.
 *
 * @param loss the mean loss
 * @param outputs what the network put out in training
 * @param gradients of the inputs and of all parameters
 * @param inferred what it puts out in inference with the same kernels, computed by the layers that train
 * @param predicted what it puts out in inference with the active kernels, and activations that share memory
 */
@SuppressWarnings("ArrayRecordComponent") // compared array by array
record NetworkRun(double loss, float[] outputs, float[] gradients, float[] inferred, float[] predicted) {

  private static final long SEED = 7;
  private static final double SMALL = 1e-30;

  /** Normal inputs, or whole numbers for a network that chooses from a vocabulary; the target is a class, or the input itself where the network puts out its shape. */
  static ExampleSource examples(Network network, int batch) {
    int size = network.inputShape().size();
    int outputs = network.outputShape().size();
    float[] inputs = new float[batch * size];
    Random random = new Random(SEED);
    int vocabulary = Zoo.vocabulary(network);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = vocabulary > 0 ? random.nextInt(vocabulary) : (float) random.nextGaussian();
    }
    return (slot, x, xOffset, target, targetOffset) -> {
      System.arraycopy(inputs, slot * size, x, xOffset, size);
      if (outputs == size) {
        System.arraycopy(inputs, slot * size, target, targetOffset, size);
      } else {
        Arrays.fill(target, targetOffset, targetOffset + outputs, 0f);
        target[targetOffset + slot % outputs] = 1;
      }
    };
  }

  /** The examples as a tensor. */
  static Tensor inputs(Network network, int batch) {
    Tensor x = Tensor.zeros(network.inputShape().prepend(batch));
    ExampleSource source = examples(network, batch);
    for (int n = 0; n < batch; n++) {
      source.load(n, x.array(), n * network.inputShape().size(), new float[network.outputShape().size()], 0);
    }
    return x;
  }

  /** Runs with the values of the parameters as they are, which are put back. */
  static NetworkRun of(String name, Network network, int batch, Kernels kernels, int workers) {
    float[] before = network.parameters().values().clone();
    try (WorkerPool pool = new WorkerPool(workers)) {
      Workspace workspace = network.gradientWorkspace(batch, pool, kernels);
      double loss = workspace.step(examples(network, batch), Zoo.loss(name), batch, SEED, 1);
      float[] outputs = workspace.outputs().toArray();
      float[] dx = workspace.inputGradients().toArray();
      float[] gradients = Arrays.copyOf(dx, dx.length + workspace.gradients().length);
      System.arraycopy(workspace.gradients(), 0, gradients, dx.length, workspace.gradients().length);
      network.parameters().copyFrom(before);
      workspace.prepare();
      workspace.infer(examples(network, batch), null, batch);
      float[] inferred = workspace.outputs().toArray();
      Workspace inference = network.inferenceWorkspace(batch, pool);
      inference.infer(examples(network, batch), null, batch);
      return new NetworkRun(loss, outputs, gradients, inferred, inference.outputs().toArray());
    }
  }

  /** Whether both computed the same to the last bit. */
  boolean hasTheBitsOf(NetworkRun other) {
    return loss == other.loss && Arrays.equals(outputs, other.outputs) && Arrays.equals(gradients, other.gradients)
        && Arrays.equals(inferred, other.inferred) && Arrays.equals(predicted, other.predicted);
  }

  /** The largest of the distances to another run, each relative to the length of that one's numbers. */
  double distance(NetworkRun other) {
    return Math.max(Math.max(distance(outputs, other.outputs), distance(gradients, other.gradients)),
        Math.max(distance(inferred, other.inferred), distance(predicted, other.inferred)));
  }

  private static double distance(float[] a, float[] b) {
    double squares = 0;
    double length = SMALL;
    for (int i = 0; i < a.length; i++) {
      squares += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
      length += (double) b[i] * b[i];
    }
    return Math.sqrt(squares / length);
  }
}
