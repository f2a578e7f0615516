package dev.weft.layers.engine;

import dev.weft.core.kernel.Kernels;
import java.util.List;

/** What is the same for all layers during one run of a workspace; set when the run begins. */
final class Run {

  private final Kernels kernels;
  private final float[] values;
  private final float[] gradients;
  private final List<TouchedRows> touched;
  private int batch;
  private int chunk;
  private boolean training;
  private long seed;
  private long step;
  private ExampleSource source;
  private Objective objective;

  Run(Kernels kernels, float[] values, float[] gradients, List<TouchedRows> touched) {
    this.kernels = kernels;
    this.values = values;
    this.gradients = gradients;
    this.touched = List.copyOf(touched);
  }

  /** Begins a run on this many examples, which workers take in chunks. */
  void begin(ExampleSource source, Objective objective, int batch, int chunk, boolean training) {
    this.source = source;
    this.objective = objective;
    this.batch = batch;
    this.chunk = chunk;
    this.training = training;
  }

  /** Gives the run its randomness. */
  void reseed(long seed, long step) {
    this.seed = seed;
    this.step = step;
  }

  int chunks() {
    return (batch + chunk - 1) / chunk;
  }

  int from(int task) {
    return task * chunk;
  }

  int to(int task) {
    return Math.min(batch, (task + 1) * chunk);
  }

  /** The first example of a part of the batch. */
  int startOfPart(int part) {
    return part * batch / Layer.PARTS;
  }

  /** One past the last example of a part of the batch. */
  int endOfPart(int part) {
    return startOfPart(part + 1);
  }

  Kernels kernels() {
    return kernels;
  }

  float[] values() {
    return values;
  }

  float[] gradients() {
    return gradients;
  }

  /** The rows that gradients were added to, of each parameter that has them by rows. */
  List<TouchedRows> touched() {
    return touched;
  }

  /** Those of a layer's parameter; null if it has none. */
  TouchedRows touched(Layer layer) {
    for (TouchedRows rows : touched) {
      if (layer.parameters().contains(rows.parameter())) {
        return rows;
      }
    }
    return null;
  }

  int batch() {
    return batch;
  }

  boolean training() {
    return training;
  }

  long seed() {
    return seed;
  }

  long step() {
    return step;
  }

  ExampleSource source() {
    return source;
  }

  /** What is minimised; null for a run without a loss. */
  Objective objective() {
    return objective;
  }
}
