package dev.weft.optim.train;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.engine.TargetForm;
import dev.weft.optim.data.Examples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One call of {@link Trainer#fit}: the loop over epochs and steps, and all that changes in it. */
final class TrainingRun extends RunView {

  private final WorkerPool pool;
  private final Feed source;
  private final Supplier<String> dataDigest;
  private final Examples validation; // null: none
  private final SlabUpdate update;
  private final Evaluator evaluator; // null: no validation data
  private final List<Callback> callbacks;

  private Map<String, String> settings; // the digest in it takes a while: made when first needed
  private boolean averageInPlace;
  private int told; // how many callbacks know of the last completed epoch

  /**
   * A run that has not begun.
   *
   * @param source of the examples to learn from, which fit the network
   * @param dataDigest tells them from others
   * @param validation the examples held out, which fit the network, or null
   * @param form what the first targets say
   */
  TrainingRun(RunPlan plan, Feed source, Supplier<String> dataDigest, Examples validation, TargetForm form,
      WorkerPool pool) {
    super(plan, source.size(), validation != null, form, pool);
    this.pool = pool;
    this.callbacks = plan.callbacks;
    this.told = callbacks.size();
    this.source = source;
    this.dataDigest = dataDigest;
    this.validation = validation;
    this.evaluator = validation == null ? null
        : new Evaluator(plan.network, plan.objective, Math.min(plan.batchSize, validation.size()), pool);
    this.update = new SlabUpdate(plan.optimizer, UpdateRule.of(plan.network, plan.optimizer, plan.groups),
        plan.network.parameters().values(), plan.network.parameters().trainable(), plan.averageDecay,
        plan.accumulation > 1 ? List.of() : workspace.touchedRows());
  }

  History run() {
    RunChecks.warnOfSingleValues(plan, source.size());
    if (plan.resumed != null) {
      restore(plan.resumed);
    }
    for (Callback callback : callbacks) {
      callback.onStart(this);
    }
    if (plan.resumed != null) {
      restoreCallbacks(plan.resumed.callbacks());
    }
    History result = new History(history, loop());
    if (result.end() != History.End.INTERRUPTED) {
      showAverage(true);
    }
    for (Callback callback : callbacks) {
      callback.onEnd(result, this);
    }
    return result;
  }

  private History.End loop() {
    while (!stopRequested && epoch < plan.epochs) {
      source.startEpoch(epoch);
      while (stepInEpoch < stepsPerEpoch) {
        takeStep();
        if (stopRequested || plan.interrupted()) {
          RunChecks.requireFiniteWeights(network().parameters(), epoch + 1);
          return stopRequested ? History.End.STOPPED : History.End.INTERRUPTED;
        }
      }
      finishEpoch();
      if (!stopRequested && epoch < plan.epochs && plan.interrupted()) {
        return History.End.INTERRUPTED;
      }
    }
    return stopRequested ? History.End.STOPPED : History.End.COMPLETED;
  }

  private void takeStep() {
    long began = System.nanoTime();
    int from = stepInEpoch * plan.batchSize;
    int batch = Math.min(plan.batchSize, source.size() - from);
    long step = step() + 1;
    source.startBatch(from, batch);
    batchLoss = workspace.step(source, plan.objective, batch, plan.seed, step);
    if (!Double.isFinite(batchLoss)) {
      throw TrainingDivergedException.inStep(batchLoss, epoch + 1, step);
    }
    float[] gradients = workspace.gradients();
    if (gradientSum.add(gradients, batch, stepInEpoch + 1 == stepsPerEpoch)) {
      touchAllRows();
      long number = updates(stepInEpoch + 1);
      learningRate = rate(number);
      float scale = plan.clipping.apply(gradients, 0, plan.network.parameters().trainable());
      update.run(pool, gradients, number, learningRate, scale);
    }
    batchSize = batch;
    count(batch);
    stepInEpoch++;
    nanos += System.nanoTime() - began;
    for (int i = 0; i < callbacks.size(); i++) {
      callbacks.get(i).onStep(this, this);
    }
  }

  /** Sums of several batches lie in rows, too, which this batch did not touch; they are to be cleared. */
  private void touchAllRows() {
    for (int i = 0; plan.accumulation > 1 && i < workspace.touchedRows().size(); i++) {
      workspace.touchedRows().get(i).touchAll();
    }
  }

  /** How many updates the run has had after so many steps of this epoch. */
  private long updates(int steps) {
    return (long) epoch * gradientSum.updates(stepsPerEpoch) + gradientSum.updates(steps);
  }

  private float rate(long update) {
    float rate = plan.schedule.learningRate(
        plan.optimizer.learningRate(), update, (long) plan.epochs * gradientSum.updates(stepsPerEpoch));
    return memory.learningRateFactor() == 1 ? rate : (float) (rate * memory.learningRateFactor());
  }

  /** Adds a batch to the epoch's loss and metrics, in the order of its examples. */
  private void count(int batch) {
    for (int n = 0; n < batch; n++) {
      lossSum += workspace.losses()[n];
    }
    tally.add(workspace, batch);
  }

  private void finishEpoch() {
    RunChecks.requireFiniteWeights(network().parameters(), epoch + 1);
    showAverage(true);
    RunChecks.requireFiniteWeights(network().parameters(), epoch + 1); // the average, if there is one
    EpochResult result = new EpochResult(epoch + 1, epochLoss(), tally.values(), validation(), seconds(),
        nanos > 0 ? examples() / seconds() : 0, rate(updates(stepInEpoch)));
    history.add(result);
    epoch++;
    stepInEpoch = 0;
    lossSum = 0;
    tally.clear();
    nanos = 0;
    for (told = 0; told < callbacks.size();) {
      Callback callback = callbacks.get(told++);
      callback.onEpoch(result, this);
    }
    for (Callback callback : callbacks) {
      callback.afterEpoch(result, this);
    }
    showAverage(false);
  }

  private Optional<EpochResult.Validation> validation() {
    if (evaluator == null) {
      return Optional.empty();
    }
    EpochResult.Validation result = evaluator.measure(validation, plan.metrics);
    if (!Double.isFinite(result.loss())) {
      throw TrainingDivergedException.inValidation(result.loss(), epoch + 1);
    }
    return Optional.of(result);
  }

  /** Puts the averaged weights into the network, or the weights that are trained back. */
  private void showAverage(boolean shown) {
    if (update.averages() && averageInPlace != shown) {
      update.swapAverage();
      averageInPlace = shown;
    }
  }

  private Map<String, String> settings() {
    if (settings == null) {
      settings = RunSettings.of(plan, dataDigest.get());
    }
    return settings;
  }

  @Override
  public TrainingState state() {
    for (Callback behind : callbacks.subList(told, callbacks.size())) {
      if (!behind.state().isEmpty()) {
        throw new IllegalStateException(
            "expected the state to be asked for when every callback knows of the epoch, got a"
                + " call before '" + behind.name() + "' does; ask in Callback.afterEpoch");
      }
    }
    boolean shown = averageInPlace;
    showAverage(false);
    Map<String, CallbackState> remembered = new LinkedHashMap<>();
    for (Callback callback : callbacks) {
      CallbackState state = callback.state();
      if (!state.isEmpty()) {
        remembered.put(callback.name(), state);
      }
    }
    CallbackState own = memory.save(examples(), stepInEpoch % plan.accumulation);
    if (!own.isEmpty()) {
      remembered.put(RunMemory.NAME, own);
    }
    TrainingState state = new TrainingState(settings(),
        new TrainingState.Position(epoch, stepInEpoch, lossSum, memory.correct(), seconds()),
        network().parameters().values().clone(), update.stateCopy(), update.averageCopy(), remembered, history,
        Map.of());
    showAverage(shown);
    return state;
  }

  private void restore(TrainingState state) {
    RunSettings.requireSame(settings(), state.settings());
    TrainingState.Position position = state.position();
    if (position.stepInEpoch() > stepsPerEpoch) {
      throw new IllegalArgumentException(
          "expected at most " + stepsPerEpoch + " steps in an epoch, got " + position.stepInEpoch());
    }
    long seen = Math.min((long) position.stepInEpoch() * plan.batchSize, source.size());
    if (position.correct() > seen) {
      throw new IllegalArgumentException(
          "expected at most " + seen + " correct predictions in as many examples, got " + position.correct());
    }
    network().parameters().copyFrom(state.values());
    update.restore(state.optimizer(), state.average());
    epoch = position.epoch();
    stepInEpoch = position.stepInEpoch();
    lossSum = position.lossSum();
    int added = stepInEpoch < stepsPerEpoch ? stepInEpoch % plan.accumulation : 0;
    memory.restore(state.callbacks().getOrDefault(RunMemory.NAME, CallbackState.NONE), position.correct(), seen, added,
        added * plan.batchSize);
    nanos = (long) (position.seconds() * NANOS);
    history.addAll(state.history());
  }

  private void restoreCallbacks(Map<String, CallbackState> states) {
    for (Callback callback : callbacks) {
      CallbackState state = states.get(callback.name());
      if (state != null) {
        callback.restore(state);
      }
    }
  }
}
