package dev.weft.layers.engine;

import java.util.Arrays;

import dev.weft.core.tensor.Shape;

/** The targets and losses of the examples of a run. An example's targets stand side by side, in the order of the outputs. */
final class BatchMemory {

  private final int[] inputSizes;
  private final int[] outputSizes;
  private final int[] targetOffsets;
  private final float[] targets;
  private final float[] losses;
  private final float[] weights;
  private final float[] batchLosses;
  private final int[][] inputPlaces; // by worker: working memory of load
  private int targetSize;

  /** The objective whose targets have a place. */
  private Objective laidOut;

  BatchMemory(Steps steps, int capacity, int workers) {
    this.inputSizes = steps.inputs().stream().mapToInt(Shape::size).toArray();
    this.outputSizes = steps.outputs().stream().mapToInt(i -> steps.shape(i).size()).toArray();
    this.targetOffsets = new int[outputSizes.length];
    layOutAnew(null);
    this.targets = new float[Math.multiplyExact(capacity, targetSize)];
    this.losses = new float[capacity];
    this.weights = new float[capacity];
    this.batchLosses = new float[capacity];
    this.inputPlaces = new int[workers][inputSizes.length];
  }

  /** Puts the targets of an example side by side, as long as the losses want them; without losses as long as the outputs. */
  void layOut(Objective objective) {
    if (objective != laidOut) {
      layOutAnew(objective);
      laidOut = objective;
    }
  }

  private void layOutAnew(Objective objective) {
    laidOut = null; // what is refused half-way leaves no layout
    int size = 0;
    for (int k = 0; k < outputSizes.length; k++) {
      targetOffsets[k] = size;
      int target = objective == null ? outputSizes[k] : objective.loss(k).targetSize(outputSizes[k]);
      if (target > outputSizes[k]) {
        throw new IllegalArgumentException(
            "expected a loss whose target is not longer than the " + outputSizes[k] + " floats of an output, got "
                + target);
      }
      size += target;
    }
    targetSize = size;
  }

  /** The most examples of a run. */
  int capacity() {
    return losses.length;
  }

  int inputSize(int k) {
    return inputSizes[k];
  }

  int outputSize(int k) {
    return outputSizes[k];
  }

  int[] inputPlaces(int worker) {
    return inputPlaces[worker];
  }

  float[] targets() {
    return targets;
  }

  float[] losses() {
    return losses;
  }

  /** The mean loss of the first examples, added up in their order. */
  double meanLoss(int examples) {
    double sum = 0;
    for (int n = 0; n < examples; n++) {
      sum += losses[n];
    }
    return sum / examples;
  }

  void load(Run run, int n, float[] memory, int[] places) {
    run.source().load(n, memory, places, targets, n * targetSize);
    weights[n] = run.source().weight(n);
  }

  void clearLosses(int from, int to) {
    Arrays.fill(losses, from, to, 0f);
  }

  /** Adds the weighted loss of output k of example n. */
  void addLoss(Run run, int n, int k, float[] memory, int output) {
    Objective objective = run.objective();
    losses[n] += weights[n] * objective.weight(k)
        * objective.loss(k).loss(memory, output, targets, n * targetSize + targetOffsets[k], outputSizes[k]);
  }

  /**
   * Evaluates a loss that compares the examples of a batch, for output k: adds to their losses, and writes the gradients.
   *
   * @param dOutputs where the gradients go, or below 0 for none
   */
  void evaluateOverBatch(Run run, int k, float[] memory, int dOutputs, int outputs) {
    Objective objective = run.objective();
    float weight = objective.weight(k);
    ((BatchLoss) objective.loss(k)).evaluate(batchLosses, dOutputs < 0 ? null : memory, dOutputs, memory, outputs,
        targets,
        targetOffsets[k], targetSize, weights, run.batch(), outputSizes[k], weight / run.batch());
    for (int n = 0; n < run.batch(); n++) {
      losses[n] += weights[n] * weight * batchLosses[n];
    }
  }

  /** Writes the gradient of the mean loss with respect to output k of example n. */
  void lossGradient(Run run, int n, int k, float[] memory, int dOutput, int output) {
    Objective objective = run.objective();
    objective.loss(k).gradient(memory, dOutput, memory, output, targets, n * targetSize + targetOffsets[k],
        outputSizes[k], weights[n] * objective.weight(k) / run.batch());
  }
}
