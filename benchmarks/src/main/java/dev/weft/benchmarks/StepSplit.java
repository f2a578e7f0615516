package dev.weft.benchmarks;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.WarmUp;
import dev.weft.fmnist.cli.ReferenceNetworks;
import dev.weft.layers.engine.Network;
import java.util.Arrays;
import java.util.Random;

/**
 * Where the time of a training step of the reference network goes: microseconds per image of each part of each layer, on one
 * thread, without gathering the images and without the update.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp benchmarks/target/benchmarks.jar dev.weft.benchmarks.StepSplit
 * </pre>
 *
 * <p>Of 40 rounds of 20 steps the fastest of each part is shown, so that other work on the machine does not.
 */
public final class StepSplit {

  private static final int BATCH = 128;
  private static final int ROUNDS = 40;
  private static final int STEPS = 20;
  private static final double MICROS = 1e-3;
  private static final long WARM_UP_MILLIS = 1500;
  private static final String[] PARTS = {"forward", "backward", "gradient", "prepare"};

  private final LayersRun run;
  private final long[][] nanos;
  private long last;

  private StepSplit(LayersRun run) {
    this.run = run;
    this.nanos = new long[PARTS.length][run.layers().size()];
  }

  /** Measures and prints the table. */
  public static void main(String[] args) {
    WarmUp.run(WARM_UP_MILLIS);
    Network network = ReferenceNetworks.dropoutNetwork(1, ReferenceNetworks.DropoutRates.DOCUMENT);
    try (LayersRun run = new LayersRun(network, BATCH, false)) {
      Random random = new Random(1);
      float[] x = new float[BATCH * network.inputShape().size()];
      float[] dy = new float[BATCH * network.outputShape().size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.max(0, random.nextFloat() - 0.5f);
      }
      for (int i = 0; i < dy.length; i++) {
        dy[i] = (float) random.nextGaussian() / BATCH;
      }
      run.setInputs(x);
      run.setOutputGradients(dy);
      long[][] best = new long[PARTS.length][run.layers().size()];
      for (long[] part : best) {
        Arrays.fill(part, Long.MAX_VALUE);
      }
      for (int round = 0; round < ROUNDS; round++) {
        StepSplit split = new StepSplit(run);
        for (int step = 0; step < STEPS; step++) {
          split.step();
        }
        split.keepFastest(best);
      }
      print(run, best);
    }
  }

  private void step() {
    last = System.nanoTime();
    int count = run.layers().size();
    for (int i = 0; i < count; i++) {
      run.parts().forward(i);
      add(0, i);
    }
    for (int i = count - 1; i >= 0; i--) {
      run.parts().backward(i);
      add(1, i);
    }
    for (int i = 0; i < count; i++) {
      run.parts().gradient(i);
      add(2, i);
    }
    for (int i = 0; i < count; i++) {
      run.parts().prepare(i);
      add(3, i);
    }
  }

  private void add(int part, int layer) {
    long now = System.nanoTime();
    nanos[part][layer] += now - last;
    last = now;
  }

  private void keepFastest(long[][] best) {
    for (int part = 0; part < PARTS.length; part++) {
      for (int layer = 0; layer < best[part].length; layer++) {
        best[part][layer] = Math.min(best[part][layer], nanos[part][layer] / STEPS);
      }
    }
  }

  private static void print(LayersRun run, long[][] best) {
    System.out.printf("microseconds per image, one thread, %s%n%n", Kernels.active().name());
    System.out.printf("%-32s %10s %10s %10s %10s %8s%n", "layer", PARTS[0], PARTS[1], PARTS[2], PARTS[3], "share");
    double all = Arrays.stream(best).flatMapToLong(Arrays::stream).sum();
    for (int layer = 0; layer < run.layers().size(); layer++) {
      long sum = 0;
      StringBuilder line = new StringBuilder(String.format("%-32s", run.layers().get(layer).name()));
      for (long[] part : best) {
        line.append(String.format(" %10.2f", part[layer] * MICROS / BATCH));
        sum += part[layer];
      }
      System.out.printf("%s %7.1f%%%n", line, 100 * sum / all);
    }
    System.out.printf("%-32s %10.2f%n", "all", all * MICROS / BATCH);
  }
}
