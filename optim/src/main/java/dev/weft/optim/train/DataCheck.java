package dev.weft.optim.train;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Objective;
import dev.weft.optim.data.Examples;
import java.util.List;

/** A look at all examples before training, for what would spoil it: values that are no finite numbers, targets out of range. */
final class DataCheck implements WorkerPool.Task {

  private static final int SLICE = 256;

  private final Examples examples;
  private final Objective objective;
  private final int[] inputSizes;
  private final int[] outputSizes;
  private final String[] errors; // by slice: the first one in it

  private DataCheck(Network network, Objective objective, Examples examples) {
    this.examples = examples;
    this.objective = objective;
    this.inputSizes = sizes(network.inputShapes());
    this.outputSizes = sizes(network.outputShapes());
    this.errors = new String[Math.ceilDiv(examples.size(), SLICE)];
  }

  private static int[] sizes(List<Shape> shapes) {
    return shapes.stream().mapToInt(Shape::size).toArray();
  }

  /**
   * Looks at all examples, unless they say that there is no need.
   *
   * @throws IllegalArgumentException if one cannot be learned from; it names the first
   */
  static void require(Network network, Objective objective, Examples examples, WorkerPool pool) {
    if (examples.trusted()) {
      return;
    }
    DataCheck check = new DataCheck(network, objective, examples);
    pool.run(check.errors.length, check);
    for (String error : check.errors) {
      if (error != null) {
        throw new IllegalArgumentException(error);
      }
    }
  }

  @Override
  public void run(int worker, int slice) {
    int[] offsets = new int[inputSizes.length];
    int inputs = 0;
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] = inputs;
      inputs += inputSizes[k];
    }
    int targets = 0;
    for (int k = 0; k < outputSizes.length; k++) {
      targets += objective.losses().get(k).targetSize(outputSizes[k]);
    }
    float[] x = new float[inputs];
    float[] target = new float[targets];
    int to = Math.min(examples.size(), (slice + 1) * SLICE);
    for (int i = slice * SLICE; i < to && errors[slice] == null; i++) {
      examples.loadInputs(i, x, offsets);
      examples.loadTargets(i, target, 0);
      errors[slice] = error(i, x, target);
    }
  }

  private String error(int i, float[] x, float[] target) {
    for (int j = 0; j < x.length; j++) {
      if (!Float.isFinite(x[j])) {
        return "expected finite numbers as inputs, got " + x[j] + " at place " + j + " of " + examples.describe(i);
      }
    }
    for (int j = 0; j < target.length; j++) {
      if (!Float.isFinite(target[j])) {
        return "expected finite numbers as targets, got " + target[j] + " at place " + j + " of "
            + examples.describe(i);
      }
    }
    float weight = examples.weight(i);
    if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
      return "expected finite weights of 0 or more, got " + weight + " for " + examples.describe(i);
    }
    try {
      int at = 0;
      for (int k = 0; k < outputSizes.length; k++) {
        objective.losses().get(k).checkTarget(target, at, outputSizes[k]);
        at += objective.losses().get(k).targetSize(outputSizes[k]);
      }
    } catch (IllegalArgumentException e) {
      return e.getMessage() + " as target of " + examples.describe(i);
    }
    return null;
  }
}
