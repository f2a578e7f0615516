package dev.weft.optim.train;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.FinalActivation;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Objective;
import dev.weft.layers.engine.TargetForm;
import dev.weft.layers.engine.Workspace;
import dev.weft.optim.data.ClassLabels;
import dev.weft.optim.data.ExampleStream;
import dev.weft.optim.data.Examples;
import dev.weft.optim.metrics.Metric;
import dev.weft.optim.metrics.Predictions;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs a network over examples in inference mode. The result does not depend on the number of threads.
 *
 * {@snippet :
 * Evaluation evaluation = Evaluator.evaluate(network, softmaxCrossEntropy(), validation, 2, 128, macroF1());
 * double f1 = evaluation.metric("macro_f1");
 * }
 *
 * <p>An evaluator plans its memory once; each {@link #evaluate(Examples, Metric...)} reads the parameters as they are then. It
 * serves one thread at a time.
 */
public final class Evaluator {

  private final Network network;
  private final Objective objective;
  private final int batchSize;
  private final Workspace workspace;

  /**
   * An evaluator that runs on this pool, which stays the caller's to close.
   *
   * @param network the network; if it ends in an activation that the loss applies itself, such as softmax, the loss is given what that
   *     activation takes
   * @param loss what to measure; its {@code activate} makes the probabilities
   * @throws IllegalArgumentException if the batch size is less than 1
   */
  public Evaluator(Network network, Loss loss, int batchSize, WorkerPool pool) {
    this(network, Objective.of(loss), batchSize, pool);
  }

  /**
   * An evaluator of a network with several outputs.
   *
   * @param objective a loss for each output
   * @throws IllegalArgumentException if there is not a loss for each output, or the batch size is less than 1
   */
  public Evaluator(Network network, Objective objective, int batchSize, WorkerPool pool) {
    this.network = objective.losses().size() == 1
        ? FinalActivation.logits(network, objective.losses().getFirst()) : network;
    this.objective = objective;
    this.batchSize = batchSize;
    Fit.requireLosses(this.network, objective);
    this.workspace = this.network.inferenceWorkspace(batchSize, pool);
  }

  /**
   * Evaluates once, with threads of its own.
   *
   * @param metrics what to tell beside the loss, and beside the accuracy of classes and labels
   * @throws IllegalArgumentException if the network does not fit the examples, or a count is less than 1
   */
  public static Evaluation evaluate(Network network, Loss loss, Examples data, int threads, int batchSize,
      Metric... metrics) {
    try (WorkerPool pool = new WorkerPool(threads)) {
      return new Evaluator(network, loss, batchSize, pool).evaluate(data, metrics);
    }
  }

  /**
   * Evaluates a network with several outputs once, with threads of its own.
   *
   * @param objective a loss for each output
   * @param metrics what to tell beside the losses, and beside the accuracy of classes and labels, as for {@link Trainer#metrics}
   * @throws IllegalArgumentException if the network does not fit the examples, or a count is less than 1
   */
  public static Evaluation evaluate(Network network, Objective objective, Examples data, int threads, int batchSize,
      Metric... metrics) {
    try (WorkerPool pool = new WorkerPool(threads)) {
      return new Evaluator(network, objective, batchSize, pool).evaluate(data, metrics);
    }
  }

  /**
   * The loss, the metrics and the predictions for every example.
   *
   * @param metrics what to tell beside the loss, and beside the accuracy of classes and labels
   * @throws IllegalArgumentException if there is no example, the network does not fit them, or a metric does not suit them
   */
  public Evaluation evaluate(Examples data, Metric... metrics) {
    Fed fitting = Fed.inOrder(network, objective, data, workspace.pool());
    List<Tensor> outputs = network.outputShapes().stream()
        .map(shape -> Tensor.zeros(shape.prepend(data.size()))).toList();
    EpochResult.Validation result = measure(fitting, List.of(metrics), outputs);
    int classes = network.outputShape().size();
    boolean ofClasses = data.classLabels().isPresent() && network.outputShapes().size() == 1
        && objective.losses().getFirst().targetForm() != TargetForm.GROUP;
    List<String> names = ofClasses ? data.classLabels().map(ClassLabels::classNames).orElseThrow() : List.of();
    int[] predicted = classes == names.size() ? Predictions.argmax(outputs.getFirst().array(), classes) : null;
    activate(outputs);
    if (predicted == null) { // no classes, or one output for two of them
      float[] yes = outputs.getFirst().array();
      predicted = ofClasses ? IntStream.range(0, yes.length).map(i -> yes[i] > 0.5f ? 1 : 0).toArray() : new int[0];
    }
    int[] truth = ofClasses ? IntStream.range(0, data.size()).map(data.classLabels().orElseThrow()::label).toArray()
        : new int[0];
    return new Evaluation(result.loss(), result.metrics(), outputs, predicted, truth, names);
  }

  private void activate(List<Tensor> outputs) {
    for (int k = 0; k < outputs.size(); k++) {
      int size = network.outputShapes().get(k).size();
      for (int i = 0; i < outputs.get(k).size(); i += size) {
        objective.losses().get(k).activate(outputs.get(k).array(), i, size);
      }
    }
  }

  /**
   * The loss and the metrics on a stream, which may be larger than any memory; it is opened as epoch 0, and read in order.
   *
   * @param metrics what to tell beside the loss, and beside the accuracy of classes and labels
   * @throws IllegalArgumentException as {@link #evaluate(Examples, Metric...)}
   * @throws IllegalStateException if the stream is shorter than it says
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public EpochResult.Validation measure(ExampleStream data, Metric... metrics) {
    return measure(Fed.inOrder(network, objective, data, batchSize), List.of(metrics));
  }

  /** The loss and the metrics of what fits. */
  EpochResult.Validation measure(Fed fitting, List<Metric> metrics) {
    return measure(fitting, metrics, List.of());
  }

  /** The same, and the outputs as they are, for each output that there is a tensor for. */
  private EpochResult.Validation measure(Fed fitting, List<Metric> metrics, List<Tensor> outputs) {
    Tally tally = Tally.of(network, objective, fitting.forms(), metrics, fitting.size());
    workspace.prepare();
    double sum = 0;
    try (Feed source = fitting.feed()) {
      source.startEpoch(0);
      for (int from = 0; from < source.size(); from += batchSize) {
        int batch = Math.min(batchSize, source.size() - from);
        source.startBatch(from, batch);
        workspace.evaluate(source, objective, batch);
        for (int n = 0; n < batch; n++) {
          sum += workspace.losses()[n];
        }
        tally.add(workspace, batch);
        for (int k = 0; k < outputs.size(); k++) {
          int size = network.outputShapes().get(k).size();
          System.arraycopy(workspace.outputArray(), workspace.outputOffset(k), outputs.get(k).array(), from * size,
              batch * size);
        }
      }
    }
    return new EpochResult.Validation(sum / fitting.size(), tally.values());
  }
}
