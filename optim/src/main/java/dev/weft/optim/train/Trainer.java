package dev.weft.optim.train;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.optim.GradientClipping;
import dev.weft.optim.Optimizer;
import dev.weft.optim.Schedule;
import dev.weft.optim.Schedules;
import dev.weft.optim.data.Augmentation;
import dev.weft.optim.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Trains a network on a dataset, batch by batch.
 *
 * <pre>{@code
 * var history = Trainer.of(network, softmaxCrossEntropy(), adam(1e-3f))
 *     .batchSize(128).epochs(50).validateOn(validation)
 *     .fit(training);
 * }</pre>
 *
 * <p>A trainer is immutable: each method returns a changed copy. {@link #fit} changes the network's parameters and
 * nothing else. The same network, data, settings and seed give the same weights to the last bit for any number of
 * threads, and a run that is interrupted and resumed gives the weights of one that was not.
 *
 * <p>Defaults: batches of 128, 10 epochs, a thread for every processor, seed 0, constant learning rate, no clipping,
 * no augmentation, no validation, no averaging. Every epoch visits every example once, in a new random order; the last
 * batch may be smaller.
 *
 * <p>How to read what a run tells: docs/book/11-training.md.
 */
public final class Trainer {

  private static final int BATCH_SIZE = 128;
  private static final int EPOCHS = 10;

  // Written only between a copy's creation and its return.
  private Network network;
  private Loss loss;
  private Optimizer optimizer;
  private int batchSize = BATCH_SIZE;
  private int epochs = EPOCHS;
  private int threads = Runtime.getRuntime().availableProcessors();
  private long seed;
  private Schedule schedule = Schedules.constant();
  private GradientClipping clipping = GradientClipping.none();
  private Augmentation augmentation = Augmentation.none();
  private double averageDecay;
  private Dataset validation;
  private List<Callback> callbacks = List.of();
  private BooleanSupplier stopWhen = () -> false;
  private TrainingState resumed;

  private Trainer() {}

  /**
   * A trainer with the default settings.
   *
   * @param network what is trained: {@link #fit} changes its parameters
   * @param loss what is made small; its targets are the classes, one-hot
   * @param optimizer with its base learning rate, which {@link #schedule} varies
   */
  public static Trainer of(Network network, Loss loss, Optimizer optimizer) {
    Trainer trainer = new Trainer();
    trainer.network = Objects.requireNonNull(network, "network");
    trainer.loss = Objects.requireNonNull(loss, "loss");
    trainer.optimizer = Objects.requireNonNull(optimizer, "optimizer");
    return trainer;
  }

  private Trainer copy() {
    Trainer copy = of(network, loss, optimizer);
    copy.batchSize = batchSize;
    copy.epochs = epochs;
    copy.threads = threads;
    copy.seed = seed;
    copy.schedule = schedule;
    copy.clipping = clipping;
    copy.augmentation = augmentation;
    copy.averageDecay = averageDecay;
    copy.validation = validation;
    copy.callbacks = callbacks;
    copy.stopWhen = stopWhen;
    copy.resumed = resumed;
    return copy;
  }

  /**
   * The number of examples in a step.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Trainer batchSize(int batchSize) {
    Trainer copy = copy();
    copy.batchSize = positive("a batch size", batchSize);
    return copy;
  }

  /**
   * The number of times that every example is visited.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Trainer epochs(int epochs) {
    Trainer copy = copy();
    copy.epochs = positive("a number of epochs", epochs);
    return copy;
  }

  /**
   * The number of threads, the caller's included.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Trainer threads(int threads) {
    Trainer copy = copy();
    copy.threads = positive("a number of threads", threads);
    return copy;
  }

  private static int positive(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException("expected " + what + " of 1 or more, got " + number);
    }
    return number;
  }

  /** The seed of the examples' order, of augmentation and of dropout. */
  public Trainer seed(long seed) {
    Trainer copy = copy();
    copy.seed = seed;
    return copy;
  }

  /** How the learning rate changes over the run. */
  public Trainer schedule(Schedule schedule) {
    Trainer copy = copy();
    copy.schedule = Objects.requireNonNull(schedule, "schedule");
    return copy;
  }

  /** How gradients are limited. */
  public Trainer clip(GradientClipping clipping) {
    Trainer copy = copy();
    copy.clipping = Objects.requireNonNull(clipping, "clipping");
    return copy;
  }

  /** How training images are changed at random. */
  public Trainer augment(Augmentation augmentation) {
    Trainer copy = copy();
    copy.augmentation = Objects.requireNonNull(augmentation, "augmentation");
    return copy;
  }

  /**
   * Keeps an exponential average of the trainable weights, {@code a += (1 − d) (w − a)} after every step, which is
   * validated and which the network has in the end
   * (<a href="https://doi.org/10.1137/0330046">Polyak and Juditsky</a>, 1992). In step t the decay is at most
   * {@code (1 + t) / (10 + t)}.
   *
   * @param decay d, from 0 to below 1; 0, the default, averages nothing
   * @throws IllegalArgumentException if the decay is out of range
   */
  public Trainer averageWeights(double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException("expected an averaging decay from 0 to below 1, got " + decay);
    }
    Trainer copy = copy();
    copy.averageDecay = decay;
    return copy;
  }

  /** The examples on which the network is evaluated after every epoch. */
  public Trainer validateOn(Dataset validation) {
    Trainer copy = copy();
    copy.validation = Objects.requireNonNull(validation, "validation");
    return copy;
  }

  /** Adds a callback behind the others. */
  public Trainer callback(Callback callback) {
    Trainer copy = copy();
    List<Callback> longer = new ArrayList<>(callbacks);
    longer.add(Objects.requireNonNull(callback, "callback"));
    copy.callbacks = List.copyOf(longer);
    return copy;
  }

  /** Interrupts the run as soon as this holds, which is asked after every step. */
  public Trainer stopWhen(BooleanSupplier condition) {
    Trainer copy = copy();
    copy.stopWhen = Objects.requireNonNull(condition, "condition");
    return copy;
  }

  /**
   * Continues the run that gave this state, to the same bits as if it had not been interrupted. {@link #fit} throws an {@link
   * IllegalArgumentException} if architecture, training data or settings are not those of that run; the numbers of epochs
   * and threads, callbacks and validation may differ.
   */
  public Trainer resume(TrainingState state) {
    Trainer copy = copy();
    copy.resumed = Objects.requireNonNull(state, "state");
    return copy;
  }

  /**
   * Trains the network.
   *
   * @return the completed epochs and why the run ended
   * @throws IllegalArgumentException if the network does not fit the data, or the state to resume is another run's
   * @throws TrainingDivergedException if the loss becomes infinite or NaN
   */
  public History fit(Dataset training) {
    Evaluator.requireFit(network, training);
    if (validation != null) {
      Evaluator.requireFit(network, validation);
    }
    try (WorkerPool pool = new WorkerPool(threads)) {
      return new TrainingRun(this, training, pool).run();
    }
  }

  Network network() {
    return network;
  }

  Loss loss() {
    return loss;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  int batchSize() {
    return batchSize;
  }

  int epochs() {
    return epochs;
  }

  long seed() {
    return seed;
  }

  Schedule schedule() {
    return schedule;
  }

  GradientClipping clipping() {
    return clipping;
  }

  Augmentation augmentation() {
    return augmentation;
  }

  double averageDecay() {
    return averageDecay;
  }

  /** Null if there is none. */
  Dataset validation() {
    return validation;
  }

  List<Callback> callbacks() {
    return callbacks;
  }

  boolean interrupted() {
    return stopWhen.getAsBoolean();
  }

  /** Null if the run starts afresh. */
  TrainingState resumed() {
    return resumed;
  }
}
