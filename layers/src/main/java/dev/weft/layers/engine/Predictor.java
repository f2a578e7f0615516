package dev.weft.layers.engine;

import dev.weft.core.tensor.Tensor;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;

/**
 * Predictions for any number of threads at once: what a server stands on.
 *
 * {@snippet :
 * try (Predictor predictor = network.predictor()) { // for any number of threads
 *   predictor.predict(x).shape(); // = (40, 3)
 *   predictor.classes(x);
 *   predictor.topK(2, x);
 * }
 * }
 *
 * <p>Many examples are computed by all threads, a batch at a time: beside the outputs the memory does not grow with their number. Few
 * examples are computed by the caller at once if a processor is free; else they wait in a bounded line, from which a thread takes
 * together whatever has gathered. Each example has the bits that it has alone, whatever it is computed with.
 *
 * <p>A predictor has weights of its own, so the network may be trained meanwhile; {@link #refresh} takes its weights over. Callers may
 * be virtual threads. An interrupt does not end a prediction; it stays pending. A predictor that is forgotten ends its threads by
 * itself.
 */
public final class Predictor implements AutoCloseable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final Network source;
  private final Network network;
  private final PredictorSettings settings;
  private final PredictionQueue queue;
  private final List<Thread> threads = new ArrayList<>();
  private final Cleaner.Cleanable dismissal;

  /**
   * A class, or another place in an output, and its score.
   *
   * @param index which class it is
   * @param score its probability, if the predictor has the loss that gives one
   */
  public record Ranked(int index, float score) {}

  Predictor(Network source, PredictorSettings settings) {
    Loss[] activations = activations(source, settings);
    this.source = source;
    this.network = source.copy();
    this.settings = settings;
    List<PredictionBatch> batches = IntStream.range(0, settings.threads())
        .mapToObj(i -> new PredictionBatch(network, settings.batchSize(), activations)).toList();
    PredictionQueue line = new PredictionQueue(batches, settings.batchSize(), settings.queue());
    this.queue = line;
    Thread.Builder thread =
        Thread.ofPlatform().daemon().name("weft-predictor-", 1).inheritInheritableThreadLocals(false);
    for (int i = 0; i < settings.threads(); i++) {
      threads.add(thread.start(line::work));
    }
    this.dismissal = CLEANER.register(this, line::close);
  }

  /** The loss that is to be applied to each output; null where there is none, or the network has applied it. */
  private static Loss[] activations(Network network, PredictorSettings settings) {
    Loss[] activations = new Loss[network.outputNames().size()];
    settings.objective().ifPresent(objective -> {
      objective.requireOneForEach(activations.length);
      for (int k = 0; k < activations.length; k++) {
        Loss loss = objective.loss(k);
        activations[k] = network.lastStep(k).layer().spec().kind().equals(loss.activation()) ? null : loss;
      }
    });
    return activations;
  }

  /**
   * The outputs for a batch of inputs of any size.
   *
   * @param x inputs (N, …), one tensor for each input of the network, which nobody changes meanwhile
   * @return outputs (N, …), the first if there are several; probabilities, if the settings have a loss that gives them
   * @throws IllegalArgumentException if there is no example, or its shape is not the network's
   * @throws IllegalStateException if the predictor has been closed
   */
  public Tensor predict(Tensor... x) {
    return predictAll(x).getFirst();
  }

  /** All outputs of the network for a batch of inputs; see {@link #predict}. */
  public List<Tensor> predictAll(Tensor... x) {
    try {
      Prediction prediction = new Prediction(network, x);
      queue.add(prediction);
      return prediction.result().join();
    } catch (CompletionException e) {
      throw unwrapped(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private static RuntimeException unwrapped(CompletionException e) {
    if (e.getCause() instanceof RuntimeException cause) {
      return cause;
    }
    if (e.getCause() instanceof Error cause) {
      throw cause;
    }
    return e;
  }

  /**
   * Begins to compute the outputs for a batch of inputs and returns at once. What depends on the result runs on threads of the common
   * pool.
   *
   * @param x inputs (N, …), one tensor for each input of the network, which nobody changes meanwhile
   * @return as {@link #predict} does
   * @throws IllegalArgumentException if there is no example, or its shape is not the network's
   * @throws RejectedExecutionException if more examples would wait than the settings say: a server says that it is busy
   * @throws IllegalStateException if the predictor has been closed
   */
  public CompletableFuture<Tensor> submit(Tensor... x) {
    Prediction prediction = new Prediction(network, x);
    queue.offer(prediction);
    return prediction.result().thenApplyAsync(outputs -> {
      try {
        return outputs.getFirst();
      } finally {
        Reference.reachabilityFence(this); // a forgotten predictor still answers
      }
    });
  }

  /**
   * The class of each example: the place of the largest number of its output. For a network with one output and a loss of labels, 1
   * if the probability is above one half, else 0.
   *
   * @throws IllegalStateException if the network's first output is not one of classes, or the predictor has been closed
   */
  public int[] classes(Tensor... x) {
    int size = network.outputShape().size();
    boolean labels = settings.objective().map(o -> o.loss(0).targetForm() == TargetForm.LABELS).orElse(false);
    requireClasses(size > 1 || labels);
    Tensor y = predict(x);
    if (size > 1) {
      return y.argmax(1);
    }
    return IntStream.range(0, y.size()).map(n -> y.array()[n] > 0.5f ? 1 : 0).toArray();
  }

  /**
   * The classes of each example with the largest scores, the best one first; of equal scores the first class.
   *
   * @param k how many, at most as many as there are
   * @throws IllegalArgumentException also if there are fewer than k
   * @throws IllegalStateException if the network's first output is not one of classes, or the predictor has been closed
   */
  public List<List<Ranked>> topK(int k, Tensor... x) {
    int size = network.outputShape().size();
    requireClasses(size > 1);
    if (k < 1 || k > size) {
      throw new IllegalArgumentException("expected 1 to " + size + " classes, got " + k);
    }
    Tensor y = predict(x);
    return IntStream.range(0, y.shape().dim(0)).mapToObj(n -> IntStream.range(0, size)
        .mapToObj(i -> new Ranked(i, y.array()[n * size + i]))
        .sorted((a, b) -> Float.compare(score(b), score(a))).limit(k).toList()).toList();
  }

  /** What is no number comes last. */
  private static float score(Ranked ranked) {
    return Float.isNaN(ranked.score()) ? Float.NEGATIVE_INFINITY : ranked.score();
  }

  private void requireClasses(boolean classes) {
    if (!classes || network.outputShape().rank() != 1) {
      throw new IllegalStateException("expected a network that puts out a number for each of 2 or more classes, or one"
          + " and a loss of labels, got outputs " + network.outputShape());
    }
  }

  /** How many examples wait that nobody has begun to compute. */
  public int waiting() {
    return queue.waiting();
  }

  /**
   * Takes over the network's parameters as they are now, when what is being computed is done. Whoever trains the network calls it, between
   * two steps: in {@code Callback.onEpoch}.
   *
   * @throws IllegalStateException if the predictor has been closed
   */
  public void refresh() {
    queue.refresh(() -> network.parameters().copyMatching(source.parameters(), source.ownParameters()));
  }

  /** Takes nothing more, waits until what was asked for is computed, and ends the threads. Closing again does nothing. */
  @Override
  public void close() {
    dismissal.clean();
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    queue.awaitQuiet();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "Predictor of " + network + ", " + settings.threads() + " threads";
  }
}
