package dev.weft.layers.engine;

import dev.weft.core.tensor.Shape;

/** The targets and losses of the examples of a run. An example's targets stand side by side, in the order of the outputs. */
final class BatchMemory {

  private final int[] inputSizes;
  private final int[] outputSizes;
  private final int[] targetOffsets;
  private final int targetSize;
  private final float[] targets;
  private final float[] losses;
  private final int[][] inputPlaces; // by worker: working memory of load

  BatchMemory(Steps steps, int capacity, int workers) {
    this.inputSizes = steps.inputs().stream().mapToInt(Shape::size).toArray();
    this.outputSizes = steps.outputs().stream().mapToInt(i -> steps.shape(i).size()).toArray();
    this.targetOffsets = new int[outputSizes.length];
    int size = 0;
    for (int k = 0; k < outputSizes.length; k++) {
      targetOffsets[k] = size;
      size += outputSizes[k];
    }
    this.targetSize = size;
    this.targets = new float[Math.multiplyExact(capacity, targetSize)];
    this.losses = new float[capacity];
    this.inputPlaces = new int[workers][inputSizes.length];
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
  }

  void clearLoss(int n) {
    losses[n] = 0;
  }

  /** Adds the weighted loss of output k of example n. */
  void addLoss(Run run, int n, int k, float[] memory, int output) {
    Objective objective = run.objective();
    losses[n] += objective.weight(k)
        * objective.loss(k).loss(memory, output, targets, n * targetSize + targetOffsets[k], outputSizes[k]);
  }

  /** Writes the gradient of the mean loss with respect to output k of example n. */
  void lossGradient(Run run, int n, int k, float[] memory, int dOutput, int output) {
    Objective objective = run.objective();
    objective.loss(k).gradient(memory, dOutput, memory, output, targets, n * targetSize + targetOffsets[k],
        outputSizes[k], objective.weight(k) / run.batch());
  }
}
