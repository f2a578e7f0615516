package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import java.util.ArrayList;
import java.util.List;
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
      workspace.forwardTraining(batch.sideBySide(network), batch.size(), SEED, STEP);
    } else {
      workspace.prepare();
      workspace.infer(batch.sideBySide(network), null, batch.size());
    }
    List<float[]> y = backward(network, workspace, batch);
    List<float[]> dx = new ArrayList<>();
    for (int k = 0; k < network.inputShapes().size(); k++) {
      dx.add(workspace.inputGradients(k).toArray());
    }
    LayerRun run =
        new LayerRun(
            Batch.joined(y, batch.size()), Batch.joined(dx, batch.size()), workspace.gradients().clone(),
            network.parameters().values().clone());
    network.parameters().copyFrom(before);
    return run;
  }

  /** Takes the batch's gradients of the outputs back, and returns copies of the outputs. */
  private static List<float[]> backward(Network network, Workspace workspace, Batch batch) {
    List<float[]> y = new ArrayList<>();
    for (int k = 0; k < network.outputShapes().size(); k++) {
      y.add(workspace.outputs(k).toArray());
      float[] dy = Batch.part(batch.dy(), batch.size(), network.outputShapes(), k);
      System.arraycopy(dy, 0, workspace.outputArray(), workspace.outputGradients(k).offset(), dy.length);
    }
    workspace.backward();
    return y;
  }

  /** A training run that leaves the gradients of the parameters in the workspace, which need not have those of the inputs. */
  static void runWithoutInputGradients(Network network, Workspace workspace, Batch batch) {
    float[] before = network.parameters().values().clone();
    workspace.forwardTraining(batch.sideBySide(network), batch.size(), SEED, STEP);
    backward(network, workspace, batch);
    network.parameters().copyFrom(before);
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
