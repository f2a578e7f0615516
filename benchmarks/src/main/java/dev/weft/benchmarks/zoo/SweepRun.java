package dev.weft.benchmarks.zoo;

import dev.weft.benchmarks.LayersRun;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.StepParts;

/** Measures one convolution on one thread: the fastest of several rounds, so that other work on the machine does not show. */
@SuppressWarnings("EnumOrdinal") // rows of an array by part
final class SweepRun {

  /** What is measured of a convolution; packed weights are ready. */
  enum Direction {
    /** Outputs from inputs. */
    FORWARD("forward"),
    /** Gradients of the inputs from those of the outputs. */
    BACKWARD_DATA("backward-data"),
    /** Gradients of the weights. */
    BACKWARD_WEIGHTS("backward-weights");

    private final String title;

    Direction(String title) {
      this.title = title;
    }

    /** Its name for people and files. */
    String title() {
      return title;
    }
  }

  private static final long ROUND_NANOS = 200_000;
  private static final int LEAST_ROUNDS = 3;

  private SweepRun() {}

  /**
   * Billions of operations per second, by direction.
   *
   * @param nanos how long to measure each direction
   */
  static double[] gflops(SweepShape shape, long nanos) {
    Network network = shape.network();
    int batch = shape.batch();
    double[] gflops = new double[Direction.values().length];
    try (LayersRun run = new LayersRun(network, batch, true)) {
      run.setInputs(ZooWork.random(batch, network.inputShape()));
      run.setOutputGradients(ZooWork.random(batch, network.outputShape()));
      for (Direction direction : Direction.values()) {
        gflops[direction.ordinal()] = batch * shape.flops() / fastest(run.parts(), direction, nanos);
      }
    }
    return gflops;
  }

  /** Nanoseconds of a run in the fastest round. */
  private static double fastest(StepParts parts, Direction direction, long nanos) {
    long first = round(parts, direction, 1);
    int runs = Math.clamp(ROUND_NANOS / Math.max(1, first), 1, 1000);
    double fastest = first;
    long end = System.nanoTime() + nanos;
    for (int rounds = 0; rounds < LEAST_ROUNDS || System.nanoTime() < end; rounds++) {
      fastest = Math.min(fastest, (double) round(parts, direction, runs) / runs);
    }
    return fastest;
  }

  private static long round(StepParts parts, Direction direction, int runs) {
    long began = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      switch (direction) {
        case FORWARD -> parts.forward(0);
        case BACKWARD_DATA -> parts.backward(0);
        case BACKWARD_WEIGHTS -> parts.gradient(0);
      }
    }
    return System.nanoTime() - began;
  }
}
