package dev.weft.benchmarks;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.StepParts;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;
import java.util.List;

/** Runs the parts of a training step of a small network on one batch, on the calling thread, so that each can be measured. */
public final class LayersRun implements AutoCloseable {

  private final WorkerPool pool = new WorkerPool(1);
  private final Workspace workspace;
  private final StepParts parts;
  private final List<Layer> layers;
  private float[] x;

  /** Plans runs of the network on batches of this size, with the active kernels. */
  public LayersRun(Network network, int batch, boolean inputGradients) {
    this.workspace = inputGradients ? network.gradientWorkspace(batch, pool, Kernels.active())
        : network.keepingWorkspace(batch, pool);
    this.layers = workspace.executedLayers();
    this.x = new float[batch * network.inputShape().size()];
    setInputs(x);
    this.parts = workspace.parts();
  }

  /** The layers that are executed. */
  public List<Layer> layers() {
    return layers;
  }

  /** The parts of a step. */
  public StepParts parts() {
    return parts;
  }

  /** Sets the inputs of the batch, and runs forward. */
  public void setInputs(float[] inputs) {
    this.x = inputs;
    int batch = inputs.length / layers.get(0).inputShape().size();
    workspace.forwardTraining(this::load, batch, 1, 1);
  }

  private void load(int slot, float[] to, int offset, float[] target, int targetOffset) {
    int size = layers.get(0).inputShape().size();
    System.arraycopy(x, slot * size, to, offset, size);
  }

  /** Sets the gradients of the outputs. */
  public void setOutputGradients(float[] dy) {
    System.arraycopy(dy, 0, workspace.outputArray(), workspace.outputGradients().offset(), dy.length);
  }

  /** All layers forward. */
  public void forward() {
    for (int i = 0; i < layers.size(); i++) {
      parts.forward(i);
    }
  }

  /** All layers backward to the gradient of the inputs. */
  public void backward() {
    for (int i = layers.size() - 1; i >= 0; i--) {
      parts.backward(i);
    }
  }

  /** The gradients of all parameters, from what {@link #backward} left. */
  public void gradients() {
    Arrays.fill(workspace.gradients(), 0f);
    for (int i = layers.size() - 1; i >= 0; i--) {
      parts.gradient(i);
    }
  }

  /** A copy of the outputs. */
  public float[] outputs() {
    return workspace.outputs().toArray();
  }

  /** A copy of the gradients of the inputs. */
  public float[] inputGradients() {
    return workspace.inputGradients().toArray();
  }

  /** A copy of the gradients of the parameters, in the order of the slab. */
  public float[] parameterGradients() {
    return workspace.gradients().clone();
  }

  @Override
  public void close() {
    pool.close();
  }
}
