package dev.weft.optim.train;

import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Objective;
import dev.weft.optim.GradientClipping;
import dev.weft.optim.Optimizer;
import dev.weft.optim.ParameterGroup;
import dev.weft.optim.Schedule;
import dev.weft.optim.Schedules;
import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.metrics.Metric;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What a {@link Trainer} was told. The fields are written between a copy's creation and its return and never again. */
final class RunPlan implements Cloneable {

  Network network;
  final Objective objective;
  final Optimizer optimizer;
  int batchSize = 128;
  int accumulation = 1;
  int epochs = 10;
  int threads = Runtime.getRuntime().availableProcessors();
  long seed;
  List<ParameterGroup> groups = List.of();
  Schedule schedule = Schedules.constant();
  GradientClipping clipping = GradientClipping.none();
  Augmentation augmentation = Augmentation.none();
  double averageDecay;
  Fed.Opener validation; // null: none
  List<Metric> metrics = List.of();
  List<Callback> callbacks = List.of();
  BooleanSupplier stopWhen = () -> false;
  TrainingState resumed; // null: the run starts afresh

  RunPlan(Network network, Objective objective, Optimizer optimizer) {
    this.network = network;
    this.objective = objective;
    this.optimizer = optimizer;
  }

  /** A copy that trains another network. */
  RunPlan withNetwork(Network other) {
    return with(copy -> copy.network = other);
  }

  /** A copy in which this has been changed. */
  RunPlan with(Consumer<RunPlan> change) {
    RunPlan copy = clone();
    change.accept(copy);
    return copy;
  }

  @Override
  protected RunPlan clone() {
    try {
      return (RunPlan) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether the run shall end here, between two steps. */
  boolean interrupted() {
    return Thread.currentThread().isInterrupted() || stopWhen.getAsBoolean();
  }
}
