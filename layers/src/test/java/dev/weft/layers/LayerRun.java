package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import java.util.Map;

/**
 * What a network computed forward and backward for one batch, copied out of its workspace.
 *
 * @param y outputs
 * @param dx gradients of the inputs
 * @param gradients gradients of the parameters
 * @param values all parameters afterwards: training moves BatchNorm's averages; the network itself is put back
 */
@SuppressWarnings("ArrayRecordComponent") // compared by assertSameBits and assertClose
record LayerRun(float[] y, float[] dx, float[] gradients, float[] values) {

  static final long SEED = 11;
  static final long STEP = 3;

  private static final Map<Integer, WorkerPool> POOLS =
      Map.of(1, new WorkerPool(1), 2, new WorkerPool(2), 5, new WorkerPool(5));

  /** A pool that all tests share. */
  static WorkerPool pool(int workers) {
    return POOLS.get(workers);
  }

  static LayerRun training(Network network, Batch batch) {
    return training(network, batch, Kernels.active(), 1);
  }

  static LayerRun training(Network network, Batch batch, Kernels kernels, int workers) {
    return run(network, network.gradientWorkspace(batch.size() + 2, pool(workers), kernels), batch, true);
  }

  /** Forward in inference mode, and backward with dropout as the identity and BatchNorm's averages as constants. */
  static LayerRun inference(Network network, Batch batch) {
    return inference(network, batch, Kernels.active(), 1);
  }

  static LayerRun inference(Network network, Batch batch, Kernels kernels, int workers) {
    return run(network, network.gradientWorkspace(batch.size() + 2, pool(workers), kernels), batch, false);
  }

  /** A run in a workspace of any capacity that may have seen other runs. */
  static LayerRun run(Network network, Workspace workspace, Batch batch, boolean training) {
    float[] before = network.parameters().values().clone();
    if (training) {
      workspace.forwardTraining(batch, batch.size(), SEED, STEP);
    } else {
      workspace.prepare();
      workspace.infer(batch, null, batch.size());
    }
    float[] y = workspace.outputs().toArray();
    var dy = workspace.outputGradients();
    System.arraycopy(batch.dy(), 0, dy.array(), dy.offset(), batch.dy().length);
    workspace.backward();
    LayerRun run =
        new LayerRun(
            y, workspace.inputGradients().toArray(), workspace.gradients().clone(),
            network.parameters().values().clone());
    network.parameters().copyFrom(before);
    return run;
  }

  void assertSameBits(LayerRun expected) {
    Close.assertSameBits(y, expected.y, "y");
    Close.assertSameBits(dx, expected.dx, "dx");
    Close.assertSameBits(gradients, expected.gradients, "gradients of parameters");
    Close.assertSameBits(values, expected.values, "values of parameters");
  }

  void assertClose(LayerRun expected) {
    Close.assertClose(y, expected.y, "y");
    Close.assertClose(dx, expected.dx, "dx");
    Close.assertClose(gradients, expected.gradients, "gradients of parameters");
  }
}
