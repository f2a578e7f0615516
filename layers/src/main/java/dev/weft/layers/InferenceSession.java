package dev.weft.layers;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;

/**
 * Reusable inference: memory planned once, nothing allocated per call but the result.
 *
 * <p><b>Threads.</b> A session belongs to one thread at a time; give each thread its own, all of the same {@link Sequential}.
 * Sessions share no lock and no memory but the network's parameters, which must not change during a call. When they have
 * changed between two calls, {@link #refresh()} takes them over; until then the results are undefined, for a part of them is
 * kept in another layout. Nothing need be closed: a session holds memory and no thread.
 */
public final class InferenceSession implements AutoCloseable {

  private final Workspace workspace;
  private final WorkerPool pool;
  private final TensorSource source;

  InferenceSession(Sequential network, int capacity, WorkerPool pool) {
    this.pool = pool;
    this.workspace = network.inferenceWorkspace(capacity, pool);
    this.source = new TensorSource(network.inputShape(), capacity);
  }

  /** Takes over parameters that were changed, by training or by hand, since the session was made or refreshed. */
  public void refresh() {
    workspace.prepare();
  }

  /**
   * The outputs for a batch of inputs.
   *
   * @param x inputs (N, …) with N of 1 to the session's batch size
   * @return outputs (N, …)
   * @throws IllegalArgumentException if there is no example or more than the batch size, or the shape of an example is not
   *     the network's
   */
  public Tensor predict(Tensor x) {
    workspace.infer(source, null, source.take(x));
    Tensor outputs = workspace.outputs();
    return Tensor.of(outputs.toArray(), outputs.shape().dims());
  }

  @Override
  public void close() {
    pool.close();
  }
}
