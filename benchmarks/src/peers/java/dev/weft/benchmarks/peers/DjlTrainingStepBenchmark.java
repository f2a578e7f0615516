package dev.weft.benchmarks.peers;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.weft.benchmarks.Rates;
import dev.weft.benchmarks.WeftBenchmark;
import dev.weft.fmnist.data.SampleData;
import dev.weft.optim.data.Dataset;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The training step of {@code TrainingStepBenchmark} with <a href="https://djl.ai">DJL</a> on its PyTorch engine: the same
 * network, images, loss and optimiser.
 */
@Warmup(iterations = 10, time = 1)
public class DjlTrainingStepBenchmark extends WeftBenchmark {

  private static final int SIDE = 28;
  private static final float AFTER_POOL = 0.25f;
  private static final float AFTER_CONVOLUTION = 0.4f;
  private static final float AFTER_DENSE = 0.3f;

  /** Images in a step. */
  @Param("128")
  public int batch;

  /** Threads of the engine. */
  @Param({"1", "2"})
  public int threads;

  private Dataset data;
  private Model model;
  private Trainer trainer;
  private NDManager manager;
  private Loss loss;
  private float[] images;
  private float[] labels;
  private int first;

  /** Starts the engine and builds the network. */
  @Setup
  public void prepare() throws IOException {
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("ai.djl.offline", "true");
    data = SampleData.load().training();
    loss = Loss.softmaxCrossEntropyLoss();
    model = Model.newInstance("reference", "PyTorch");
    model.setBlock(network());
    trainer = model.newTrainer(new DefaultTrainingConfig(loss)
        .optOptimizer(Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build()));
    trainer.initialize(new Shape(batch, 1, SIDE, SIDE));
    manager = trainer.getManager();
    images = new float[batch * SIDE * SIDE];
    labels = new float[batch];
  }

  private static SequentialBlock network() {
    return new SequentialBlock()
        .add(convolution(32)).add(Activation::relu).add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(dropout(AFTER_POOL))
        .add(convolution(64)).add(Activation::relu).add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(dropout(AFTER_POOL))
        .add(convolution(128)).add(Activation::relu).add(dropout(AFTER_CONVOLUTION))
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(128).build()).add(Activation::relu).add(dropout(AFTER_DENSE))
        .add(Linear.builder().setUnits(10).build());
  }

  private static Conv2d convolution(int filters) {
    return Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(filters).build();
  }

  private static Dropout dropout(float rate) {
    return Dropout.builder().optRate(rate).build();
  }

  /** Frees native memory. */
  @TearDown
  public void close() {
    trainer.close();
    model.close();
  }

  /** One step. */
  @Benchmark
  public float step(Rates.Images rate) {
    gather();
    float mean;
    try (NDManager arrays = manager.newSubManager()) {
      NDArray x = arrays.create(images, new Shape(batch, 1, SIDE, SIDE));
      NDArray y = arrays.create(labels, new Shape(batch));
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDArray value = loss.evaluate(new NDList(y), trainer.forward(new NDList(x), new NDList(y)));
        collector.backward(value);
        mean = value.getFloat();
      }
      trainer.step();
    }
    rate.images += batch;
    return mean;
  }

  private void gather() {
    first = first + 2 * batch <= data.size() ? first + batch : 0;
    for (int slot = 0; slot < batch; slot++) {
      data.gatherScaled(images, slot * SIDE * SIDE, first + slot, Dataset.UNIT_SCALE);
      labels[slot] = data.label(first + slot);
    }
  }
}
