package dev.weft.optim.train;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Objective;
import dev.weft.layers.engine.TargetForm;
import dev.weft.optim.data.ExampleStream;
import dev.weft.optim.data.Examples;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Examples or a stream that fit a network and its losses: where batches come from.
 *
 * @param feed of the batches
 * @param digest tells the data from others; takes a while
 * @param forms what the targets of each output say
 */
record Fed(Feed feed, Supplier<String> digest, List<TargetForm> forms) implements AutoCloseable {

  /** Examples or a stream that are yet to be made fit for the network of a run. */
  @FunctionalInterface
  interface Opener {

    /**
     * Looks whether they fit.
     *
     * @throws IllegalArgumentException if they do not
     */
    Fed open(RunPlan plan, WorkerPool pool);
  }

  /** Examples in a new random order every epoch, images changed at random. */
  static Fed shuffled(RunPlan plan, Examples examples, WorkerPool pool) {
    Examples fitting = fitting(plan.network, plan.objective, examples, pool);
    Fit.requireMixable(plan.augmentation, plan.objective, fitting);
    return new Fed(new BatchSource(fitting, plan.augmentation, plan.seed), examples::digest,
        forms(plan.objective, examples));
  }

  /** Examples in their own order. */
  static Fed inOrder(Network network, Objective objective, Examples examples, WorkerPool pool) {
    Examples fitting = fitting(network, objective, examples, pool);
    return new Fed(BatchSource.plain(fitting), examples::digest, forms(objective, examples));
  }

  private static Examples fitting(Network network, Objective objective, Examples examples, WorkerPool pool) {
    Examples fitting = Fit.examples(network, objective, examples);
    DataCheck.require(network, objective, fitting, pool);
    return fitting;
  }

  private static List<TargetForm> forms(Objective objective, Examples examples) {
    return IntStream.range(0, objective.losses().size()).mapToObj(k -> Fit.form(objective, k, examples)).toList();
  }

  /** A stream, drawn at random from those of its examples that wait. */
  static Fed shuffled(RunPlan plan, ExampleStream stream) {
    if (!plan.augmentation.isNone()) {
      throw new IllegalArgumentException("expected no augmentation of a stream, got " + plan.augmentation);
    }
    return streamed(plan.network, plan.objective, stream, stream.buffer(), plan.batchSize, plan.seed);
  }

  /** A stream in its own order. */
  static Fed inOrder(Network network, Objective objective, ExampleStream stream, int batchSize) {
    return streamed(network, objective, stream, 1, batchSize, 0);
  }

  private static Fed streamed(
      Network network, Objective objective, ExampleStream stream, int buffer, int batchSize, long seed) {
    Fit.requireAny(stream.size());
    Fit.requireInputs(network.inputShapes(), stream.inputShapes());
    Fit.requireTargets(network.outputShapes(), objective, stream.targetShapes());
    return new Fed(new StreamSource(stream, buffer, objective, network.outputShapes(), batchSize, seed),
        stream::digest, objective.losses().stream().map(Loss::targetForm).toList());
  }

  int size() {
    return feed.size();
  }

  @Override
  public void close() {
    feed.close();
  }
}
