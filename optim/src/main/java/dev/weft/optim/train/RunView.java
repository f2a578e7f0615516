package dev.weft.optim.train;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.TargetForm;
import dev.weft.layers.engine.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What changes in a run, as callbacks see it; {@link TrainingRun} is what changes it. */
abstract class RunView implements TrainingControl, StepInfo {

  static final double NANOS = 1e9;

  final RunPlan plan;
  final int stepsPerEpoch;
  final Workspace workspace;
  final Tally tally;
  final GradientSum gradientSum;
  final RunMemory memory;
  final List<EpochResult> history = new ArrayList<>();

  int epoch; // completed
  int stepInEpoch;
  double lossSum;
  long nanos;
  double batchLoss;
  int batchSize; // of the last step
  float learningRate;
  boolean stopRequested;

  private final int exampleCount;
  private final boolean validated;

  RunView(RunPlan plan, int exampleCount, boolean validated, List<TargetForm> forms, WorkerPool pool) {
    this.plan = plan;
    this.exampleCount = exampleCount;
    this.validated = validated;
    this.stepsPerEpoch = Math.ceilDiv(exampleCount, plan.batchSize);
    this.workspace = plan.network.trainingWorkspace(Math.min(plan.batchSize, exampleCount), pool);
    this.tally = Tally.of(plan.network, plan.objective, forms, plan.metrics, exampleCount);
    this.gradientSum = new GradientSum(plan.accumulation, plan.network.parameters().trainable());
    this.memory = new RunMemory(tally, gradientSum);
  }

  @Override
  public Network network() {
    return plan.network;
  }

  @Override
  public boolean validated() {
    return validated;
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
    return plan.epochs;
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
    return epochMetric(Tally.ACCURACY);
  }

  @Override
  public double epochMetric(String name) {
    return tally.value(name);
  }

  @Override
  public Tensor outputs(int k) {
    return workspace.outputs(k);
  }

  @Override
  public Tensor targets() {
    int size = 0;
    for (int k = 0; k < plan.objective.losses().size(); k++) {
      size += plan.objective.losses().get(k).targetSize(plan.network.outputShapes().get(k).size());
    }
    return Tensor.wrap(workspace.targets(), 0, Shape.of(batchSize, size));
  }

  @Override
  public List<String> metrics() {
    return tally.names();
  }

  @Override
  public void multiplyLearningRate(double factor) {
    memory.multiplyLearningRate(factor);
  }

  @Override
  public float learningRate() {
    return learningRate;
  }

  @Override
  public long examples() {
    return Math.min((long) stepInEpoch * plan.batchSize, exampleCount);
  }

  @Override
  public double seconds() {
    return nanos / NANOS;
  }
}
