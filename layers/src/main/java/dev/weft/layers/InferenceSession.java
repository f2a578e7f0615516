package dev.weft.layers;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;

/**
 * Reusable inference: memory planned once, nothing allocated per call but the result.
 *
 * <p>Reads the network's parameters when it is made and at {@link #refresh()}. One session serves one thread.
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

  /** Takes over changed parameters. */
  public void refresh() {
    workspace.prepare();
  }

  /**
   * The outputs for a batch of inputs.
   *
   * @param x inputs (N, …) with N of 1 to the session's batch size
   * @return outputs (N, …)
   * @throws IllegalArgumentException if the shape of an example is not the network's
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
