package dev.weft.layers;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Shape;
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

  private final Sequential network;
  private final Workspace workspace;
  private final WorkerPool pool;
  private final int capacity;
  private final TensorSource source;

  InferenceSession(Sequential network, int capacity, WorkerPool pool) {
    this.network = network;
    this.pool = pool;
    this.capacity = capacity;
    this.workspace = network.inferenceWorkspace(capacity, pool);
    this.source = new TensorSource(network.inputShape().size());
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
    Shape expected = network.inputShape();
    if (x.shape().rank() != expected.rank() + 1 || !x.shape().dropFirst().equals(expected)) {
      throw new IllegalArgumentException("expected inputs of shape (N, ...) with examples " + expected
          + ", got " + x.shape());
    }
    if (x.shape().dim(0) > capacity) {
      throw new IllegalArgumentException("expected at most " + capacity + " examples, got " + x.shape().dim(0));
    }
    source.tensor = x;
    workspace.infer(source, null, x.shape().dim(0));
    Tensor outputs = workspace.outputs();
    return Tensor.of(outputs.toArray(), outputs.shape().dims());
  }

  @Override
  public void close() {
    pool.close();
  }

  private static final class TensorSource implements ExampleSource {
    private final int size;
    private Tensor tensor;

    TensorSource(int size) {
      this.size = size;
    }

    @Override
    public void load(int slot, float[] x, int xOffset, float[] target, int targetOffset) {
      System.arraycopy(tensor.array(), tensor.offset() + slot * size, x, xOffset, size);
    }
  }
}
