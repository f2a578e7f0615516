package dev.weft.layers.engine;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reusable inference: memory planned once, nothing allocated per call but the result.
 *
 * <p><b>Threads.</b> A session belongs to one thread at a time; give each thread its own, all of the same {@link Network}.
 * Sessions share no lock and no memory but the network's parameters, which must not change during a call. When they have
 * changed between two calls, {@link #refresh()} takes them over; until then the results are undefined, for a part of them is
 * kept in another layout. Nothing need be closed: a session holds memory and no thread.
 */
public final class InferenceSession implements AutoCloseable {

  private final Workspace workspace;
  private final WorkerPool pool;
  private final TensorSource source;
  private final int outputs;

  InferenceSession(Network network, int capacity, WorkerPool pool) {
    this.pool = pool;
    this.workspace = network.inferenceWorkspace(capacity, pool);
    this.source = new TensorSource(network.inputShapes(), capacity);
    this.outputs = network.outputShapes().size();
  }

  /** Takes over parameters that were changed, by training or by hand, since the session was made or refreshed. */
  public void refresh() {
    workspace.prepare();
  }

  /**
   * The outputs for a batch of inputs.
   *
   * @param x inputs (N, …) with N of 1 to the session's batch size, one tensor for each input of the network
   * @return outputs (N, …); the first, if there are several
   * @throws IllegalArgumentException if there is no example or more than the batch size, or the shape of an example is not
   *     the network's
   */
  public Tensor predict(Tensor... x) {
    workspace.infer(source, null, source.take(x));
    return workspace.outputs().copy();
  }

  /** All outputs of the network for a batch of inputs; see {@link #predict}. */
  public List<Tensor> predictAll(Tensor... x) {
    workspace.infer(source, null, source.take(x));
    return IntStream.range(0, outputs).mapToObj(k -> workspace.outputs(k).copy()).toList();
  }

  @Override
  public void close() {
    pool.close();
  }
}
