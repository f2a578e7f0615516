package dev.weft.benchmarks;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.fmnist.cli.ReferenceNetworks;
import dev.weft.fmnist.data.SampleData;
import dev.weft.layers.Losses;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import dev.weft.optim.Optimizer;
import dev.weft.optim.Optimizers;
import dev.weft.optim.data.Dataset;
import java.io.IOException;
import java.util.Arrays;

/** The reference network with dropout on sample images: training steps as the trainer takes them, and inference. */
final class ReferenceRun implements ExampleSource, WorkerPool.Task, AutoCloseable {

  private static final int SLICE = 1 << 14;
  private static final long SEED = 2023;

  private final Dataset data;
  private final Network network;
  private final WorkerPool pool;
  private final int batch;
  private final Workspace workspace;
  private final Loss loss = Losses.softmaxCrossEntropy();
  private final Optimizer optimizer = Optimizers.adam(1e-3f);
  private final float[][] state;
  private long step;
  private int first;

  private ReferenceRun(int batch, int threads, boolean trains) throws IOException {
    this.data = SampleData.load().training();
    this.network = ReferenceNetworks.dropoutNetwork(SEED, ReferenceNetworks.DropoutRates.DOCUMENT);
    this.pool = new WorkerPool(threads);
    this.batch = batch;
    this.workspace = trains ? network.trainingWorkspace(batch, pool) : network.inferenceWorkspace(batch, pool);
    this.state = new float[trains ? optimizer.slots() : 0][network.parameters().size()];
  }

  static ReferenceRun training(int batch, int threads) throws IOException {
    return new ReferenceRun(batch, threads, true);
  }

  static ReferenceRun inference(int batch, int threads) throws IOException {
    return new ReferenceRun(batch, threads, false);
  }

  /** One training step: forward, loss, backward, update. Returns the loss. */
  double step() {
    nextBatch();
    step++;
    double mean = workspace.step(this, loss, batch, SEED, step);
    pool.run(Math.ceilDiv(network.parameters().trainable(), SLICE), this);
    return mean;
  }

  /** The next batch forward in inference mode. Returns the first output. */
  float infer() {
    nextBatch();
    workspace.infer(this, null, batch);
    return workspace.outputArray()[workspace.outputOffset()];
  }

  private void nextBatch() {
    first = first + 2 * batch <= data.size() ? first + batch : 0;
  }

  @Override
  public void load(int slot, float[] x, int xOffset, float[] target, int targetOffset) {
    int i = first + slot;
    data.gatherScaled(x, xOffset, i, Dataset.UNIT_SCALE);
    Arrays.fill(target, targetOffset, targetOffset + data.classes(), 0f);
    target[targetOffset + data.label(i)] = 1f;
  }

  /** Updates one slice of the slab. */
  @Override
  public void run(int worker, int slice) {
    int from = slice * SLICE;
    int to = Math.min(network.parameters().trainable(), from + SLICE);
    optimizer.update(network.parameters().values(), workspace.gradients(), state, from, to, step,
        optimizer.learningRate(), 1f);
  }

  @Override
  public void close() {
    pool.close();
  }
}
