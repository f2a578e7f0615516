package dev.weft.layers.engine;

import dev.weft.core.tensor.Tensor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** What one caller asked a predictor for: examples, of which several threads may compute some, and room for their outputs. */
final class Prediction {

  private final Tensor[] inputs;
  private final List<Tensor> outputs;
  private final int count;
  private final AtomicInteger left;
  private final CompletableFuture<List<Tensor>> result = new CompletableFuture<>();

  /** How many of the examples somebody has taken; guarded by the queue's lock. */
  private int taken;

  Prediction(Network network, Tensor... inputs) {
    this.count = TensorSource.requireExamples(network.inputShapes(), inputs);
    if (count == 0) {
      throw new IllegalArgumentException("expected at least one example to predict, got 0");
    }
    this.inputs = inputs.clone();
    this.outputs = network.outputShapes().stream().map(shape -> Tensor.zeros(shape.prepend(count))).toList();
    this.left = new AtomicInteger(count);
  }

  int count() {
    return count;
  }

  int untaken() {
    return count - taken;
  }

  /** Takes some of the examples that nobody has taken, and gives the first of them. */
  int take(int some) {
    taken += some;
    return taken - some;
  }

  CompletableFuture<List<Tensor>> result() {
    return result;
  }

  void load(int example, int input, int size, float[] to, int at) {
    Tensor x = inputs[input];
    System.arraycopy(x.array(), x.offset() + example * size, to, at, size);
  }

  /** Writes output k of some examples. */
  void write(int k, int size, int example, int some, float[] from, int at, Loss activated) {
    float[] to = outputs.get(k).array();
    System.arraycopy(from, at, to, example * size, some * size);
    for (int n = example; activated != null && n < example + some; n++) {
      activated.activate(to, n * size, size);
    }
  }

  /** Says that so many examples are done. */
  void done(int some) {
    if (left.addAndGet(-some) == 0) {
      result.complete(outputs);
    }
  }

  void fail(Throwable reason) {
    result.completeExceptionally(reason);
  }
}
