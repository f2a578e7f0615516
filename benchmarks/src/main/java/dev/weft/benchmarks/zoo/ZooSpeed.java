package dev.weft.benchmarks.zoo;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.layers.engine.InferenceSession;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import dev.weft.optim.Optimizers;
import dev.weft.optim.Optimizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * How fast one network of the zoo trains and predicts, in a JVM of its own and as a library user runs it: nothing is warmed up
 * by hand.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp benchmarks/target/benchmarks.jar dev.weft.benchmarks.zoo.ZooSpeed NAME [THREADS] [SECONDS]
 * </pre>
 *
 * <p>Prints one line: the name, training images per second at batch 128, inference images per second at batch 256, microseconds
 * for one image; each the best of several stretches of its time.
 */
public final class ZooSpeed {

  private static final int BATCH = 128;
  private static final int INFERENCE_BATCH = 256;
  private static final int STRETCHES = 8;
  private static final double NANOS = 1e9;

  private final String name;
  private final Network network;
  private final Loss loss;
  private final int threads;
  private final double seconds;
  private final float[] inputs;
  private final int inputSize;
  private final int outputSize;

  private ZooSpeed(String name, int threads, double seconds) {
    this.name = name;
    this.network = Zoo.build(name, 1);
    this.loss = Zoo.loss(name);
    this.threads = threads;
    this.seconds = seconds;
    this.inputSize = network.inputShape().size();
    this.outputSize = network.outputShape().size();
    this.inputs = new float[INFERENCE_BATCH * inputSize];
    Random random = new Random(1);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = random.nextFloat();
    }
  }

  /** Measures and prints. */
  public static void main(String[] args) {
    int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    double seconds = args.length > 2 ? Double.parseDouble(args[2]) : 8;
    ZooSpeed speed = new ZooSpeed(args[0], threads, seconds);
    System.out.printf(Locale.ROOT, "%-12s train %9.0f  infer %9.0f  one %7.1f%n", speed.name, speed.training(),
        speed.inference(), speed.one());
  }

  private void load(int slot, float[] x, int xOffset, float[] target, int targetOffset) {
    System.arraycopy(inputs, slot * inputSize, x, xOffset, inputSize);
    if (outputSize == inputSize) {
      System.arraycopy(inputs, slot * inputSize, target, targetOffset, inputSize);
    } else {
      Arrays.fill(target, targetOffset, targetOffset + outputSize, 0f);
      target[targetOffset + slot % outputSize] = 1;
    }
  }

  private double training() {
    Optimizer adam = Optimizers.adam(1e-3f);
    int trainable = network.parameters().trainable();
    float[][] state = new float[adam.slots()][trainable];
    ExampleSource source = this::load;
    long[] step = {0};
    try (WorkerPool pool = new WorkerPool(threads)) {
      Workspace workspace = network.trainingWorkspace(BATCH, pool);
      int slice = 1 << 14;
      WorkerPool.Task update = (worker, task) -> adam.update(
          network.parameters().values(), workspace.gradients(), state, task * slice,
          Math.min(trainable, (task + 1) * slice), step[0], 1e-3f, 1);
      return BATCH * best(() -> {
        workspace.step(source, loss, BATCH, 1, ++step[0]);
        pool.run((trainable + slice - 1) / slice, update);
      });
    }
  }

  private double inference() {
    ExampleSource source = this::load;
    try (WorkerPool pool = new WorkerPool(threads)) {
      Workspace workspace = network.inferenceWorkspace(INFERENCE_BATCH, pool);
      return INFERENCE_BATCH * best(() -> workspace.infer(source, null, INFERENCE_BATCH));
    }
  }

  private double one() {
    Tensor x = Tensor.of(Arrays.copyOf(inputs, inputSize), network.inputShape().prepend(1).dims());
    try (InferenceSession session = network.session(1)) {
      return 1e6 / best(() -> session.predict(x));
    }
  }

  /** Runs per second in the fastest of several stretches. */
  private double best(Runnable run) {
    double best = 0;
    for (int stretch = 0; stretch < STRETCHES; stretch++) {
      long began = System.nanoTime();
      long end = began + (long) (seconds / STRETCHES * NANOS);
      int runs = 0;
      while (runs == 0 || System.nanoTime() < end) {
        run.run();
        runs++;
      }
      best = Math.max(best, runs * NANOS / (System.nanoTime() - began));
    }
    return best;
  }
}
