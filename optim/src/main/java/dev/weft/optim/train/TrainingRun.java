package dev.weft.optim.train;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.metrics.Predictions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One call of {@link Trainer#fit}: the loop over epochs and steps, and all that changes in it. */
final class TrainingRun implements TrainingControl, StepInfo {

  private static final double NANOS = 1e9;

  private final Trainer trainer;
  private final Dataset training;
  private final WorkerPool pool;
  private final int stepsPerEpoch;
  private final BatchSource source;
  private final Workspace workspace;
  private final SlabUpdate update;
  private final Evaluator evaluator; // null: no validation data
  private final List<Callback> callbacks;
  private final List<EpochResult> history = new ArrayList<>();

  private Map<String, String> settings; // the digest in it takes a while: made when first needed
  private int epoch; // completed
  private int stepInEpoch;
  private double lossSum;
  private long correct;
  private long nanos;
  private double batchLoss;
  private float learningRate;
  private boolean stopRequested;
  private boolean averageInPlace;

  TrainingRun(Trainer trainer, Dataset training, WorkerPool pool) {
    this.trainer = trainer;
    this.training = training;
    this.pool = pool;
    this.callbacks = trainer.callbacks();
    this.stepsPerEpoch = Math.ceilDiv(training.size(), trainer.batchSize());
    this.source = new BatchSource(training, trainer.augmentation(), trainer.seed());
    int batch = Math.min(trainer.batchSize(), training.size());
    Dataset validation = trainer.validation();
    this.workspace = trainer.network().trainingWorkspace(batch, pool);
    this.evaluator = validation == null ? null
        : new Evaluator(trainer.network(), trainer.loss(), Math.min(trainer.batchSize(), validation.size()), pool);
    this.update = new SlabUpdate(trainer.optimizer(), trainer.network().parameters().values(),
        trainer.network().parameters().trainable(), trainer.averageDecay());
  }

  History run() {
    if (trainer.resumed() != null) {
      restore(trainer.resumed());
    }
    for (Callback callback : callbacks) {
      callback.onStart(this);
    }
    if (trainer.resumed() != null) {
      restoreCallbacks(trainer.resumed().callbacks());
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
    while (epoch < trainer.epochs()) {
      source.startEpoch(epoch);
      while (stepInEpoch < stepsPerEpoch) {
        takeStep();
        if (stopRequested) {
          return History.End.STOPPED;
        }
        if (trainer.interrupted()) {
          return History.End.INTERRUPTED;
        }
      }
      finishEpoch();
      if (stopRequested) {
        return History.End.STOPPED;
      }
      if (epoch < trainer.epochs() && trainer.interrupted()) {
        return History.End.INTERRUPTED;
      }
    }
    return History.End.COMPLETED;
  }

  private void takeStep() {
    long began = System.nanoTime();
    int from = stepInEpoch * trainer.batchSize();
    int batch = Math.min(trainer.batchSize(), training.size() - from);
    long step = step() + 1;
    source.startBatch(from);
    batchLoss = workspace.step(source, trainer.loss(), batch, trainer.seed(), step);
    if (!Double.isFinite(batchLoss)) {
      throw new TrainingDivergedException(batchLoss, epoch + 1, step);
    }
    learningRate = rate(step);
    float[] gradients = workspace.gradients();
    float scale = trainer.clipping().apply(gradients, 0, trainer.network().parameters().trainable());
    update.run(pool, gradients, step, learningRate, scale);
    count(batch);
    stepInEpoch++;
    nanos += System.nanoTime() - began;
    for (int i = 0; i < callbacks.size(); i++) {
      callbacks.get(i).onStep(this, this);
    }
  }

  private float rate(long step) {
    return trainer.schedule().learningRate(
        trainer.optimizer().learningRate(), step, (long) trainer.epochs() * stepsPerEpoch);
  }

  /** Adds a batch to the epoch's loss and accuracy, in the order of its examples. */
  private void count(int batch) {
    float[] outputs = workspace.outputArray();
    int classes = training.classes();
    for (int n = 0; n < batch; n++) {
      lossSum += workspace.losses()[n];
      int predicted = Predictions.argmax(outputs, workspace.outputOffset() + n * classes, classes);
      correct += predicted == source.label(n) ? 1 : 0;
    }
  }

  private void finishEpoch() {
    showAverage(true);
    double validationLoss = Double.NaN;
    double validationAccuracy = Double.NaN;
    if (evaluator != null) {
      Evaluation evaluation = evaluator.evaluate(trainer.validation());
      validationLoss = evaluation.loss();
      validationAccuracy = evaluation.accuracy();
    }
    EpochResult result = new EpochResult(epoch + 1, epochLoss(), epochAccuracy(), validationLoss, validationAccuracy,
        seconds(), examples() / seconds(), rate(step()));
    history.add(result);
    epoch++;
    stepInEpoch = 0;
    lossSum = 0;
    correct = 0;
    nanos = 0;
    for (Callback callback : callbacks) {
      callback.onEpoch(result, this);
    }
    showAverage(false);
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
      settings = RunSettings.of(trainer, training);
    }
    return settings;
  }

  @Override
  public TrainingState state() {
    boolean shown = averageInPlace;
    showAverage(false);
    Map<String, CallbackState> remembered = new LinkedHashMap<>();
    for (Callback callback : callbacks) {
      CallbackState state = callback.state();
      if (!state.isEmpty()) {
        remembered.put(callback.name(), state);
      }
    }
    TrainingState state = new TrainingState(settings(),
        new TrainingState.Position(epoch, stepInEpoch, lossSum, correct, seconds()),
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
    network().parameters().copyFrom(state.values());
    update.restore(state.optimizer(), state.average());
    epoch = position.epoch();
    stepInEpoch = position.stepInEpoch();
    lossSum = position.lossSum();
    correct = position.correct();
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

  @Override
  public Network network() {
    return trainer.network();
  }

  @Override
  public List<EpochResult> history() {
    return Collections.unmodifiableList(history);
  }

  @Override
  public void requestStop() {
    stopRequested = true;
  }

  @Override
  public int epoch() {
    return epoch + 1;
  }

  @Override
  public int epochs() {
    return trainer.epochs();
  }

  @Override
  public int stepInEpoch() {
    return stepInEpoch;
  }

  @Override
  public int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  @Override
  public long step() {
    return (long) epoch * stepsPerEpoch + stepInEpoch;
  }

  @Override
  public double batchLoss() {
    return batchLoss;
  }

  @Override
  public double epochLoss() {
    return lossSum / examples();
  }

  @Override
  public double epochAccuracy() {
    return (double) correct / examples();
  }

  @Override
  public float learningRate() {
    return learningRate;
  }

  @Override
  public long examples() {
    return Math.min((long) stepInEpoch * trainer.batchSize(), training.size());
  }

  @Override
  public double seconds() {
    return nanos / NANOS;
  }
}
