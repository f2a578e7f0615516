package dev.weft.optim.train;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.Softmax;
import dev.weft.layers.SoftmaxCrossEntropy;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.metrics.Predictions;

/**
 * Runs a network over a dataset in inference mode. The result does not depend on the number of threads.
 *
 * <p>An evaluator plans its memory once; each {@link #evaluate(Dataset)} reads the parameters as they are then. It
 * serves one thread at a time.
 */
public final class Evaluator {

  private final Network network;
  private final Loss loss;
  private final int batchSize;
  private final Workspace workspace;

  /**
   * An evaluator that runs on this pool, which stays the caller's to close.
   *
   * @param network the network; if it ends in softmax, softmax cross-entropy is given what that softmax takes
   * @param loss what to measure; its {@code activate} makes the probabilities
   * @throws IllegalArgumentException if the batch size is less than 1
   */
  public Evaluator(Network network, Loss loss, int batchSize, WorkerPool pool) {
    this.network = loss instanceof SoftmaxCrossEntropy ? Softmax.logits(network) : network;
    this.loss = loss;
    this.batchSize = batchSize;
    this.workspace = this.network.inferenceWorkspace(batchSize, pool);
  }

  /**
   * Evaluates once, with threads of its own.
   *
   * @throws IllegalArgumentException if the network does not fit the dataset, or a count is less than 1
   */
  public static Evaluation evaluate(Network network, Loss loss, Dataset data, int threads, int batchSize) {
    try (WorkerPool pool = new WorkerPool(threads)) {
      return new Evaluator(network, loss, batchSize, pool).evaluate(data);
    }
  }

  /**
   * The loss and the predictions for every example.
   *
   * @throws IllegalArgumentException if the dataset is empty, has a single class or the network does not fit it
   */
  public Evaluation evaluate(Dataset data) {
    requireFit(network, data);
    int classes = data.classes();
    float[] outputs = new float[data.size() * classes];
    BatchSource source = BatchSource.plain(data);
    workspace.prepare();
    double sum = 0;
    for (int from = 0; from < data.size(); from += batchSize) {
      int batch = Math.min(batchSize, data.size() - from);
      source.startBatch(from);
      workspace.infer(source, loss, batch);
      for (int n = 0; n < batch; n++) {
        sum += workspace.losses()[n];
      }
      System.arraycopy(workspace.outputArray(), workspace.outputOffset(), outputs, from * classes, batch * classes);
    }
    int[] predicted = Predictions.argmax(outputs, classes);
    for (int i = 0; i < data.size(); i++) {
      loss.activate(outputs, i * classes, classes);
    }
    return new Evaluation(sum / data.size(), outputs, predicted, data.labels(), data.classNames());
  }

  /** Refuses a dataset that is empty, has a single class or that the network cannot take. */
  static void requireFit(Network network, Dataset data) {
    if (data.size() == 0) {
      throw new IllegalArgumentException("expected at least one example, got none");
    }
    if (!network.inputShape().equals(data.exampleShape())) {
      throw new IllegalArgumentException("expected examples of the network's input shape " + network.inputShape()
          + ", got " + data.exampleShape());
    }
    if (data.classes() < 2) {
      throw new IllegalArgumentException("expected at least 2 classes, got 1 (" + data.classNames().getFirst()
          + "), for which every target is 1; for other targets write the loop over Workspace.step with an ExampleSource");
    }
    if (network.outputShape().size() != data.classes()) {
      throw new IllegalArgumentException("expected a network with one output for each of " + data.classes()
          + " classes, got " + network.outputShape().size());
    }
  }
}
