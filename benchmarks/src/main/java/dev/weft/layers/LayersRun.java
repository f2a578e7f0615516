package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Pass;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the parts of a training step of a small network one by one, on the calling thread, so that each can be measured: what
 * {@link Workspace} does in one go. In this package because a {@link Pass} is made by the engine alone.
 *
 * <p>Layers that need statistics of the batch are not supported.
 */
public final class LayersRun implements AutoCloseable {

  private final Network network;
  private final int batch;
  private final WorkerPool pool = new WorkerPool(1);
  private final Workspace workspace;
  private final List<Layer> layers;
  private final float[] memory;
  private final Pass[] passes;

  /** Plans runs of the network on batches of this size, with the active kernels. */
  public LayersRun(Network network, int batch) {
    this(network, batch, true);
  }

  LayersRun(Network network, int batch, boolean inputGradients) {
    this.network = network;
    this.batch = batch;
    this.layers = network.executedLayers(true);
    this.workspace = network.gradientWorkspace(batch, pool, Kernels.active());
    workspace.forwardTraining((slot, x, xOffset, target, targetOffset) -> {}, batch, 1, 1); // sets batch and mode
    Arena arena = new Arena(network.inputShape(), layers, batch, 1, true, inputGradients);
    this.memory = arena.memory();
    this.passes = new Pass[layers.size()];
    for (int i = 0; i < passes.length; i++) {
      passes[i] = new Pass(workspace, layers.get(i), memory, arena.places(i));
      passes[i].reseed(1, 1);
    }
    prepare();
  }

  /** Derives packed weights from the parameters; call after they changed. */
  public void prepare() {
    for (int i = 0; i < passes.length; i++) {
      for (int task = 0; task < layers.get(i).prepareTasks(); task++) {
        layers.get(i).prepare(passes[i], task);
      }
    }
  }

  List<Layer> layers() {
    return layers;
  }

  Pass pass(int layer) {
    return passes[layer];
  }

  /** Sets the inputs of the batch. */
  public void setInputs(float[] x) {
    System.arraycopy(x, 0, memory, passes[0].x(0), batch * network.inputShape().size());
  }

  /** Sets the gradients of the outputs. */
  public void setOutputGradients(float[] dy) {
    System.arraycopy(dy, 0, memory, passes[passes.length - 1].dy(0), batch * network.outputShape().size());
  }

  /** All layers forward, a chunk of examples at a time. */
  public void forward() {
    for (int from = 0; from < batch; from += Workspace.MAX_CHUNK) {
      int to = Math.min(batch, from + Workspace.MAX_CHUNK);
      for (int i = 0; i < passes.length; i++) {
        if (!layers.get(i).isView(true)) {
          layers.get(i).forward(passes[i], 0, from, to);
        }
      }
    }
  }

  /** All layers backward to the gradient of the inputs, a chunk of examples at a time. */
  public void backward() {
    for (int from = 0; from < batch; from += Workspace.MAX_CHUNK) {
      int to = Math.min(batch, from + Workspace.MAX_CHUNK);
      for (int i = passes.length - 1; i >= 0; i--) {
        if (!layers.get(i).isView(true)) {
          layers.get(i).backward(passes[i], 0, from, to);
        }
      }
    }
  }

  /** The gradients of all parameters, from what {@link #backward} left. */
  public void gradients() {
    float[] gradients = workspace.gradients();
    Arrays.fill(gradients, 0f);
    for (int i = passes.length - 1; i >= 0; i--) {
      for (int task = 0; task < layers.get(i).gradientTasks(); task++) {
        layers.get(i).gradient(passes[i], 0, task);
      }
    }
  }

  /** A copy of the outputs. */
  public float[] outputs() {
    int y = passes[passes.length - 1].y(0);
    return Arrays.copyOfRange(memory, y, y + batch * network.outputShape().size());
  }

  /** A copy of the gradients of the inputs. */
  public float[] inputGradients() {
    int dx = passes[0].dx(0);
    return Arrays.copyOfRange(memory, dx, dx + batch * network.inputShape().size());
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
