package dev.weft.layers.engine;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reusable inference: memory planned once, nothing allocated per call but the result.
 *
 * <p><b>Threads.</b> A session belongs to one thread at a time, and a call during another thread's is refused; give each
 * thread its own, all of the same {@link Network}.
 * Sessions share no lock and no memory but the network's parameters, which must not change during a call. When they have
 * changed between two calls, {@link #refresh()} takes them over; until then the results are undefined, for a part of them is
 * kept in another layout. A session holds memory and no thread, so it needs no closing.
 */
public final class InferenceSession implements AutoCloseable {

  private final Workspace workspace;
  private final WorkerPool pool;
  private final TensorSource source;
  private final int outputs;
  private final Exclusive use = new Exclusive("an inference session");

  InferenceSession(Network network, int capacity, WorkerPool pool) {
    this.pool = pool;
    this.workspace = network.inferenceWorkspace(capacity, pool);
    this.source = new TensorSource(network.inputShapes(), capacity);
    this.outputs = network.outputShapes().size();
  }

  /** Takes over parameters that were changed, by training or by hand, since the session was made or refreshed. */
  public void refresh() {
    use.enter();
    try {
      workspace.prepare();
    } finally {
      use.leave();
    }
  }

  /**
   * The outputs for a batch of inputs.
   *
   * @param x inputs (N, …) with N of 1 to the session's batch size, one tensor for each input of the network
   * @return outputs (N, …); the first, if there are several
   * @throws IllegalArgumentException if there is no example or more than the batch size, or the shape of an example is not
   *     the network's
   * @throws IllegalStateException if another thread is in a call of this session
   */
  public Tensor predict(Tensor... x) {
    use.enter();
    try {
      infer(x);
      return workspace.outputs().copy();
    } finally {
      use.leave();
    }
  }

  /** All outputs of the network for a batch of inputs; see {@link #predict}. */
  public List<Tensor> predictAll(Tensor... x) {
    use.enter();
    try {
      infer(x);
      return IntStream.range(0, outputs).mapToObj(k -> workspace.outputs(k).copy()).toList();
    } finally {
      use.leave();
    }
  }

  private void infer(Tensor... x) {
    int batch = source.take(x);
    if (batch == 0) {
      throw new IllegalArgumentException("expected at least one example to predict, got 0");
    }
    workspace.infer(source, null, batch);
  }

  @Override
  public void close() {
    pool.close();
  }
}
