package dev.weft.layers.engine;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Examples of one or several predictions that one thread computes together, and the memory for that. */
final class PredictionBatch implements ExampleSource {

  /** Consecutive examples of one prediction. */
  private record Part(Prediction prediction, int first, int count) {}

  private final Workspace workspace;
  private final int capacity;
  private final int[] inputSizes;
  private final int[] outputSizes;
  private final Loss[] activations; // null: none
  private final List<Part> parts = new ArrayList<>();
  private final Prediction[] predictionOf; // by slot of the batch
  private final int[] exampleOf;
  private int size;

  PredictionBatch(Network network, int capacity, Loss... activations) {
    this.workspace = network.inferenceWorkspace(capacity, new WorkerPool(1));
    this.capacity = capacity;
    this.inputSizes = network.inputShapes().stream().mapToInt(Shape::size).toArray();
    this.outputSizes = network.outputShapes().stream().mapToInt(Shape::size).toArray();
    this.activations = activations;
    this.predictionOf = new Prediction[capacity];
    this.exampleOf = new int[capacity];
  }

  /** Takes examples of a prediction that nobody has taken, and tells how many. */
  int take(Prediction prediction, int most) {
    int some = Math.min(Math.min(most, capacity - size), prediction.untaken());
    parts.add(new Part(prediction, prediction.take(some), some));
    place(parts.getLast());
    return some;
  }

  private void place(Part part) {
    for (int i = 0; i < part.count(); i++) {
      predictionOf[size] = part.prediction();
      exampleOf[size++] = part.first() + i;
    }
  }

  /** Takes over parameters that were changed. */
  void prepare() {
    workspace.prepare();
  }

  /** Computes what was taken. If that fails, each prediction is computed by itself, so that only those fail that must. */
  void run() {
    List<Part> taken = List.copyOf(parts);
    try {
      compute();
    } catch (Throwable reason) {
      for (Part part : taken) {
        if (taken.size() == 1) {
          part.prediction().fail(reason);
        } else {
          alone(part);
        }
      }
    } finally {
      clear();
    }
  }

  private void alone(Part part) {
    try {
      clear();
      parts.add(part);
      place(part);
      compute();
    } catch (Throwable reason) {
      part.prediction().fail(reason);
    }
  }

  private void compute() {
    workspace.infer(this, null, size);
    int slot = 0;
    for (Part part : parts) {
      for (int k = 0; k < outputSizes.length; k++) {
        part.prediction().write(k, outputSizes[k], part.first(), part.count(), workspace.outputArray(),
            workspace.outputOffset(k) + slot * outputSizes[k], activations[k]);
      }
      slot += part.count();
    }
    parts.forEach(part -> part.prediction().done(part.count()));
  }

  private void clear() {
    parts.clear();
    Arrays.fill(predictionOf, null); // or the last inputs would live as long as the predictor
    size = 0;
  }

  @Override
  public void load(int slot, float[] x, int offset, float[] target, int targetOffset) {
    predictionOf[slot].load(exampleOf[slot], 0, inputSizes[0], x, offset);
  }

  @Override
  public void load(int slot, float[] x, int[] offsets, float[] target, int targetOffset) {
    for (int k = 0; k < offsets.length; k++) {
      predictionOf[slot].load(exampleOf[slot], k, inputSizes[k], x, offsets[k]);
    }
  }
}
