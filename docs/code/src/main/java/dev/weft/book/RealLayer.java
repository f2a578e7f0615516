package dev.weft.book;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Workspace;

/**
 * A network of the library, usually of one layer, run forward in training mode and backward with the scalar kernels.
 *
 * @param y outputs
 * @param dx gradient of the inputs
 * @param gradients gradients of all parameters, in their order
 */
public record RealLayer(Tensor y, Tensor dx, Tensor gradients) {

  private static final long SEED = 1;
  private static final long STEP = 1;

  /**
   * Runs a batch.
   *
   * @param network what to run
   * @param x inputs (N, …)
   * @param dy gradient of the outputs (N, …)
   */
  public static RealLayer run(Network network, Tensor x, Tensor dy) {
    int batch = x.dim(0);
    int size = network.inputShape().size();
    ExampleSource source = (n, to, toOffset, target, targetOffset) -> System.arraycopy(x.array(), x.offset() + n * size,
        to, toOffset, size);
    try (WorkerPool pool = new WorkerPool(1)) {
      Workspace workspace = network.gradientWorkspace(batch, pool, Kernels.scalar());
      workspace.forwardTraining(source, batch, SEED, STEP);
      Tensor y = workspace.outputs().copy();
      Tensor wanted = workspace.outputGradients();
      System.arraycopy(dy.array(), dy.offset(), wanted.array(), wanted.offset(), dy.size());
      workspace.backward();
      return new RealLayer(y, workspace.inputGradients().copy(), Tensor.of(workspace.gradients().clone()));
    }
  }

  /** The gradient of one parameter, in its shape. */
  public Tensor gradient(Parameter parameter) {
    return gradients.slice(parameter.offset(), parameter.offset() + parameter.size()).reshape(parameter.shape());
  }

  /** Writes values into a parameter of a network. */
  public static void set(Network network, String parameter, Tensor values) {
    Tensor place = network.parameters().tensor(network.parameters().parameter(parameter));
    System.arraycopy(values.array(), values.offset(), place.array(), place.offset(), place.size());
  }
}
