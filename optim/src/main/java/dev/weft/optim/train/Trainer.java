package dev.weft.optim.train;

import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Objective;
import dev.weft.layers.engine.Parameters;
import dev.weft.optim.GradientClipping;
import dev.weft.optim.Optimizer;
import dev.weft.optim.ParameterGroup;
import dev.weft.optim.Schedule;
import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.data.ExampleStream;
import dev.weft.optim.data.Examples;
import dev.weft.optim.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Trains a network on examples, batch by batch.
 *
 * {@snippet :
 * var history = Trainer.of(network, softmaxCrossEntropy(), adam(1e-3f))
 *     .batchSize(128).epochs(50).validateOn(validation)
 *     .fit(training);
 * }
 *
 * <p>A trainer is immutable: each method returns a changed copy. {@link #fit} changes the network's parameters and
 * nothing else. The same network, data, settings and seed give the same weights to the last bit for any number of
 * threads, and a run that is interrupted and resumed gives the weights of one that was not.
 *
 * <p>Defaults: batches of 128, 10 epochs, a thread for every processor, seed 0, constant learning rate, no clipping,
 * no augmentation, no validation, no averaging. Every epoch visits every example once, in a new random order; the last
 * batch may be smaller.
 *
 * <p><b>A second fit</b> starts afresh from the weights that the first one left: optimiser, schedule and the order of the examples begin
 * again, and both have the same epochs. To go on instead, give {@link #resume} the {@link LastState} of the first fit, or its {@link
 * Checkpoints checkpoint}, and a larger number of epochs.
 *
 * <p><b>Threads.</b> {@code fit} may be called from any thread, a virtual one too. {@link Thread#interrupt} ends it between two steps. Two
 * at once of the same parameters are refused; of two networks they do not disturb one another.
 */
// How to read what a run tells: docs/book/11-training.md.
public final class Trainer {

  private final RunPlan plan;

  private Trainer(RunPlan plan) {
    this.plan = plan;
  }

  /**
   * A trainer with the default settings.
   *
   * @param network what is trained: {@link #fit} changes its parameters
   * @param loss what is made small
   * @param optimizer with its base learning rate, which {@link #schedule} varies
   */
  public static Trainer of(Network network, Loss loss, Optimizer optimizer) {
    return of(network, Objective.of(Objects.requireNonNull(loss, "loss")), optimizer);
  }

  /**
   * A trainer of a network with several outputs, with the default settings.
   *
   * @param network what is trained: {@link #fit} changes its parameters
   * @param objective a loss for each output, and how much it counts
   * @param optimizer with its base learning rate, which {@link #schedule} varies
   */
  public static Trainer of(Network network, Objective objective, Optimizer optimizer) {
    return new Trainer(new RunPlan(Objects.requireNonNull(network, "network"),
        Objects.requireNonNull(objective, "objective"), Objects.requireNonNull(optimizer, "optimizer")));
  }

  private Trainer with(Consumer<RunPlan> change) {
    return new Trainer(plan.with(change));
  }

  /**
   * The number of examples in a step.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Trainer batchSize(int batchSize) {
    return with(copy -> copy.batchSize = positive("a batch size", batchSize));
  }

  /**
   * The number of times that every example is visited.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Trainer epochs(int epochs) {
    return with(copy -> copy.epochs = positive("a number of epochs", epochs));
  }

  /**
   * The number of threads, the caller's included.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Trainer threads(int threads) {
    return with(copy -> copy.threads = positive("a number of threads", threads));
  }

  private static int positive(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException("expected " + what + " of 1 or more, got " + number);
    }
    return number;
  }

  /**
   * Adds up the gradients of so many batches before each update, as if they were one: batches that do not fit into memory. The last update
   * of an epoch may be of fewer. Steps are still single batches, but schedules count updates. 1 by default. Batch normalisation still sees
   * single batches.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Trainer accumulate(int batches) {
    return with(copy -> copy.accumulation = positive("a number of batches", batches));
  }

  /** The seed of the examples' order, of augmentation and of dropout. */
  public Trainer seed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  /**
   * Adds a group of parameters with a learning rate or weight decay of its own, which later groups may override. {@link #fit} refuses
   * a group that has no trainable parameter of the network.
   */
  public Trainer group(ParameterGroup group) {
    List<ParameterGroup> longer = new ArrayList<>(plan.groups);
    longer.add(Objects.requireNonNull(group, "group"));
    return with(copy -> copy.groups = List.copyOf(longer));
  }

  /** Spares biases and the scales and shifts of normalisations the weight decay; see {@link Parameters#biasesAndNorms}. */
  public Trainer decayWeightsOnly() {
    return group(ParameterGroup.of(Parameters.biasesAndNorms()).withDecay(0));
  }

  /** How the learning rate changes over the run. */
  public Trainer schedule(Schedule schedule) {
    return with(copy -> copy.schedule = Objects.requireNonNull(schedule, "schedule"));
  }

  /** How gradients are limited. */
  public Trainer clip(GradientClipping clipping) {
    return with(copy -> copy.clipping = Objects.requireNonNull(clipping, "clipping"));
  }

  /** How training examples are changed at random. */
  public Trainer augment(Augmentation augmentation) {
    return with(copy -> copy.augmentation = Objects.requireNonNull(augmentation, "augmentation"));
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
    return with(copy -> copy.averageDecay = decay);
  }

  /** The examples on which the network is evaluated after every epoch. */
  public Trainer validateOn(Examples validation) {
    Objects.requireNonNull(validation, "validation");
    return with(
        copy -> copy.validation = (run, pool) -> Fed.inOrder(run.network, run.objective, validation, pool));
  }

  /** The stream on which the network is evaluated after every epoch; it is opened as epoch 0 every time, and read in order. */
  public Trainer validateOn(ExampleStream validation) {
    Objects.requireNonNull(validation, "validation");
    return with(
        copy -> copy.validation = (run, pool) -> Fed.inOrder(run.network, run.objective, validation, run.batchSize));
  }

  /**
   * Adds what else is to be known of each epoch, in training and validation: in its {@link EpochResult}, in histories and for early
   * stopping. Accuracy is always there if the targets are classes or labels. Metrics count every example once, whatever it weighs.
   *
   * <p>Of a network with several outputs each has its metrics, under its name: {@code digit_accuracy}, {@code digit_loss}. A metric given
   * here is of every output, or of one: {@code macroF1().ofOutput("digit")}.
   */
  public Trainer metrics(Metric... metrics) {
    List<Metric> longer = new ArrayList<>(plan.metrics);
    longer.addAll(List.of(metrics));
    return with(copy -> copy.metrics = List.copyOf(longer));
  }

  /** Adds a callback behind the others; {@link #fit} refuses two of one name, see {@link Callback#name}. */
  public Trainer callback(Callback callback) {
    List<Callback> longer = new ArrayList<>(plan.callbacks);
    longer.add(Objects.requireNonNull(callback, "callback"));
    return with(copy -> copy.callbacks = List.copyOf(longer));
  }

  /**
   * Interrupts the run as soon as this holds, which is asked after every step. A run is interrupted too when its thread
   * is ({@link Thread#interrupt}), which keeps its interrupt status.
   */
  public Trainer stopWhen(BooleanSupplier condition) {
    return with(copy -> copy.stopWhen = Objects.requireNonNull(condition, "condition"));
  }

  /**
   * Continues the run that gave this state, to the same bits as if it had not been interrupted. {@link #fit} throws an {@link
   * IllegalArgumentException} if architecture, training data, settings, kernels or fusion are not those of that run; the numbers of epochs
   * and threads, callbacks and validation may differ.
   */
  public Trainer resume(TrainingState state) {
    return with(copy -> copy.resumed = Objects.requireNonNull(state, "state"));
  }

  /**
   * Trains the network.
   *
   * <p>When the calling thread is interrupted, the run ends between two steps as {@link #stopWhen} ends it.
   *
   * <p>All examples are looked at before the first step, unless they are {@linkplain Examples#trusted trusted}: what is no finite
   * number, and a target that the loss does not take, is refused with the name of the example.
   *
   * @return the completed epochs and why the run ended
   * @throws IllegalArgumentException if the examples do not fit the network or the loss, or one has a value that is infinite or NaN;
   *     the network ends in an activation that the loss applies itself; a metric does not suit the targets; two callbacks have one
   *     name; or the state to resume is another run's
   * @throws IllegalStateException if another fit of the network, or of one that shares its parameters, is under way
   * @throws TrainingDivergedException if a loss, in training or validation, or a weight at the end of an epoch or of the
   *     run is infinite or NaN
   */
  public History fit(Examples training) {
    return FitCall.run(plan, (run, pool) -> Fed.shuffled(run, training, pool));
  }

  /**
   * Trains the network on a stream, as {@link #fit(Examples)} does on examples. What is no finite number, and a target that the loss does
   * not take, is refused when it is read. Augmentation is the stream's.
   *
   * @throws IllegalArgumentException as {@link #fit(Examples)}, or if there is an augmentation
   * @throws IllegalStateException if an epoch of the stream is shorter than it says, or another fit of the parameters is under way
   * @throws java.io.UncheckedIOException if the stream cannot be read
   */
  public History fit(ExampleStream training) {
    return FitCall.run(plan, (run, pool) -> Fed.shuffled(run, training));
  }

  /** A trainer of a copy of the network that takes so many steps, and does nothing beside. */
  Trainer searching(Schedule schedule, int steps, Callback watch) {
    return new Trainer(plan.withNetwork(plan.network.copy()).with(copy -> {
      copy.schedule = schedule;
      copy.epochs = steps; // each has at least one
      copy.accumulation = 1;
      copy.validation = null;
      copy.resumed = null;
      copy.callbacks = List.of(watch);
    }));
  }
}
