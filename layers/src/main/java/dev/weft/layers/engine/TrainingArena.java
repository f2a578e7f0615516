package dev.weft.layers.engine;

import java.util.Arrays;
import java.util.List;

/**
 * The memory of a run that trains: every activation is kept for the whole batch, and beside it its gradient where one is needed.
 *
 * <p>An edge of the graph owns dx. An output with one consumer has that consumer's dx as its dy, at no cost; with several, each
 * edge has a block of its own, and the engine adds them up before the producer's backward.
 */
final class TrainingArena implements Arena {

  private final Steps steps;
  private final List<List<Steps.Edge>> consumers;
  private final boolean[] needs;
  private final int capacity;
  private final boolean inputGradients;
  private final int[] input;
  private final int[] inputGradient;
  private final int[] y;
  private final int[] dy;
  private final int[][] dx;
  private final int[] shared;
  private final int[] saved;
  private final int[] lossGradient;
  private final int scratch;
  private final int scratchSize;
  private final float[] memory;
  private long next = LINE - HEADER;

  TrainingArena(Steps steps, int capacity, int workers, boolean inputGradients) {
    int count = steps.count();
    this.steps = steps;
    this.consumers = steps.consumers();
    this.needs = steps.needGradient(inputGradients);
    this.capacity = capacity;
    this.inputGradients = inputGradients;
    this.input = steps.inputs().stream().mapToInt(shape -> takeExamples(shape.size())).toArray();
    this.inputGradient =
        steps.inputs().stream().mapToInt(shape -> inputGradients ? takeExamples(shape.size()) : -1).toArray();
    this.y = new int[count];
    this.dy = new int[count];
    this.dx = new int[count][];
    this.shared = new int[count];
    this.saved = new int[count];
    int largestScratch = 0;
    for (int i = 0; i < count; i++) {
      plan(i);
      largestScratch = Math.max(largestScratch, steps.layer(i).memory(true).scratch());
    }
    this.lossGradient = steps.outputs().stream()
        .mapToInt(i -> isEnd(i) ? dy[i] : takeExamples(steps.shape(i).size())).toArray();
    this.scratchSize = (int) Arena.aligned(largestScratch);
    this.scratch = take((long) scratchSize * workers);
    this.memory = new float[Arena.checked(next + LINE)]; // kernels may read a vector behind the last block
  }

  private void plan(int i) {
    Layer layer = steps.layer(i);
    List<Integer> from = steps.list().get(i).inputs();
    boolean view = layer.isView(true);
    y[i] = view ? y(from.get(0)) : takeExamples(layer.outputShape().size());
    dx[i] = new int[from.size()];
    for (int k = 0; k < dx[i].length; k++) {
      dx[i][k] = !needsGradient(from.get(k)) ? -1
          : parts(from.get(k)) == 1 ? dy(from.get(k)) : takeExamples(steps.shape(from.get(k)).size());
    }
    boolean wanted = needs[i] || isEnd(i); // the loss writes the gradient of an end in any case
    dy[i] = !wanted ? -1 : view && dx[i][0] >= 0 ? dx[i][0] : takeExamples(layer.outputShape().size());
    shared[i] = take(layer.memory(true).shared());
    saved[i] = takeExamples(layer.memory(true).perExample());
  }

  private int take(long floats) {
    int start = Arena.checked(next);
    next += Arena.aligned(floats);
    return start;
  }

  private int takeExamples(int size) {
    return take((long) size * capacity);
  }

  private boolean needsGradient(int index) {
    return index < 0 ? inputGradients : needs[index];
  }

  /** The number of gradients that come to an output: one for each consumer, and one of the loss. */
  private int parts(int index) {
    return consumers.get(steps.slot(index)).size() + (steps.outputs().contains(index) ? 1 : 0);
  }

  /** Whether nothing but the loss reads the output of a step. */
  private boolean isEnd(int step) {
    return consumers.get(step).isEmpty();
  }

  private int y(int index) {
    return index < 0 ? input[Step.networkInput(index)] : y[index];
  }

  /** Where the gradients of the output of a step lie, or of an input of the network; −1 if there are none. */
  int dy(int index) {
    return index < 0 ? inputGradient[Step.networkInput(index)] : dy[index];
  }

  /** Where the gradients lie that have to be added up to that of an output; empty if it has one consumer only. */
  int[] partsToAdd(int index) {
    if (dy(index) < 0 || parts(index) < 2) {
      return new int[0];
    }
    int[] parts = new int[parts(index)];
    int next = 0;
    for (Steps.Edge edge : consumers.get(steps.slot(index))) {
      parts[next++] = dx[edge.step()][edge.input()];
    }
    if (next < parts.length) {
      parts[next] = lossGradient[steps.outputs().indexOf(index)];
    }
    return parts;
  }

  /** Where input k of the network lies. */
  int input(int k) {
    return input[k];
  }

  /** Where output k of the network lies. */
  int output(int k) {
    return y[steps.outputs().get(k)];
  }

  /** Where the loss puts the gradient of output k. */
  int lossGradient(int k) {
    return lossGradient[k];
  }

  @Override
  public float[] memory() {
    return memory;
  }

  Places places(int i) {
    int[] x = steps.list().get(i).inputs().stream().mapToInt(this::y).toArray();
    return new Places(x, y[i], Arrays.copyOf(dx[i], dx[i].length), dy[i], shared[i], saved[i],
        steps.layer(i).memory(true).perExample(), scratch, scratchSize);
  }
}
