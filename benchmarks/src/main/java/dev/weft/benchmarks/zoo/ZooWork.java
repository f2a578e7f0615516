package dev.weft.benchmarks.zoo;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.layers.engine.InferenceSession;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import dev.weft.optim.Optimizer;
import dev.weft.optim.Optimizers;
import java.util.Arrays;
import java.util.Random;

/** A network of the zoo at work on random examples: training steps with Adam, batches of inference, or single examples. */
final class ZooWork implements ExampleSource, WorkerPool.Task, AutoCloseable {

  private static final int SLICE = 1 << 14;
  private static final float LEARNING_RATE = 1e-3f;

  private final Network network;
  private final Loss loss;
  private final int batch;
  private final WorkerPool pool;
  private final Workspace workspace;
  private final Optimizer adam = Optimizers.adam(LEARNING_RATE);
  private final float[][] state;
  private final float[] inputs;
  private long step;

  private ZooWork(String name, int batch, int threads, boolean trains) {
    this.network = Zoo.build(name, 1);
    this.loss = Zoo.loss(name);
    this.batch = batch;
    this.pool = new WorkerPool(threads);
    this.workspace = trains ? network.trainingWorkspace(batch, pool) : network.inferenceWorkspace(batch, pool);
    this.state = new float[trains ? adam.slots() : 0][network.parameters().trainable()];
    this.inputs = random(batch, network);
  }

  /** Each run is a training step: forward, loss, backward, update. */
  static ZooWork training(String name, int batch, int threads) {
    return new ZooWork(name, batch, threads, true);
  }

  /** Each run is a batch forward. */
  static ZooWork inference(String name, int batch, int threads) {
    return new ZooWork(name, batch, threads, false);
  }

  /** Numbers from 0 to 1 for a batch of examples. */
  static float[] random(int batch, Shape example) {
    Random random = new Random(1);
    float[] numbers = new float[batch * example.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat();
    }
    return numbers;
  }

  /** The same for a network, or whole numbers for one that chooses from a vocabulary. */
  static float[] random(int batch, Network network) {
    float[] numbers = random(batch, network.inputShape());
    int vocabulary = Zoo.vocabulary(network);
    for (int i = 0; vocabulary > 0 && i < numbers.length; i++) {
      numbers[i] = (int) (numbers[i] * vocabulary);
    }
    return numbers;
  }

  /** The answer of a session to one example, again and again. */
  static Runnable one(Network network, InferenceSession session) {
    Tensor x = Tensor.of(random(1, network), network.inputShape().prepend(1).dims());
    return () -> session.predict(x);
  }

  /** One training step, or one batch of inference. Returns the loss of a step. */
  double run() {
    if (state.length == 0) {
      workspace.infer(this, null, batch);
      return 0;
    }
    step++;
    double mean = workspace.step(this, loss, batch, 1, step);
    pool.run(Math.ceilDiv(network.parameters().trainable(), SLICE), this);
    return mean;
  }

  /** The number of parameters that are trained. */
  int parameters() {
    return network.parameters().trainable();
  }

  @Override
  public void load(int slot, float[] x, int xOffset, float[] target, int targetOffset) {
    int inputSize = network.inputShape().size();
    int outputSize = network.outputShape().size();
    System.arraycopy(inputs, slot * inputSize, x, xOffset, inputSize);
    if (outputSize == inputSize) {
      System.arraycopy(inputs, slot * inputSize, target, targetOffset, inputSize);
    } else {
      Arrays.fill(target, targetOffset, targetOffset + outputSize, 0f);
      target[targetOffset + slot % outputSize] = 1;
    }
  }

  /** Updates one slice of the slab. */
  @Override
  public void run(int worker, int slice) {
    int from = slice * SLICE;
    int to = Math.min(network.parameters().trainable(), from + SLICE);
    adam.update(network.parameters().values(), workspace.gradients(), state, from, to, step, LEARNING_RATE, 1f);
  }

  @Override
  public void close() {
    pool.close();
  }
}
