package dev.weft.optim.train;

import dev.weft.layers.Loss;
import dev.weft.layers.Sequential;
import dev.weft.optim.GradientClipping;
import dev.weft.optim.Optimizer;
import dev.weft.optim.Schedule;
import dev.weft.optim.Schedules;
import dev.weft.optim.data.Augmentation;
import dev.weft.optim.data.Dataset;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What a {@link Trainer} was told. The fields are written between a copy's creation and its return and never again. */
final class TrainingPlan implements Cloneable {

  final Sequential network;
  final Loss loss;
  final Optimizer optimizer;
  int batchSize = 128;
  int epochs = 10;
  int threads = Runtime.getRuntime().availableProcessors();
  long seed;
  Schedule schedule = Schedules.constant();
  GradientClipping clipping = GradientClipping.none();
  Augmentation augmentation = Augmentation.none();
  double averageDecay;
  Dataset validation; // null: none
  List<Callback> callbacks = List.of();
  BooleanSupplier stopWhen = () -> false;
  TrainingState resumed; // null: the run starts afresh

  TrainingPlan(Sequential network, Loss loss, Optimizer optimizer) {
    this.network = network;
    this.loss = loss;
    this.optimizer = optimizer;
  }

  /** A copy in which this has been changed. */
  TrainingPlan with(Consumer<TrainingPlan> change) {
    TrainingPlan copy = clone();
    change.accept(copy);
    return copy;
  }

  @Override
  protected TrainingPlan clone() {
    try {
      return (TrainingPlan) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether the run shall end here, between two steps. */
  boolean interrupted() {
    return Thread.currentThread().isInterrupted() || stopWhen.getAsBoolean();
  }
}
