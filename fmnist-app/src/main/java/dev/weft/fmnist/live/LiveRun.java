package dev.weft.fmnist.live;

import dev.weft.optim.train.Callback;
import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.StepInfo;
import dev.weft.optim.train.TrainingControl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells a feed of a training run. A step costs two additions and a look at the clock; a few times a second one of them
 * leaves its numbers.
 */
final class LiveRun implements Callback {

  /** The curve of the loss within epochs has at most about as many points. */
  static final int MOST_POINTS = 1000;

  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long POINT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Feed feed;
  private final Map<String, String> facts;
  private final Samples samples; // null: no validation data
  private final LongSupplier clock;

  private long stepsPerPoint;
  private long pointSteps;
  private double pointLoss;
  private long pointTime;
  private long progressTime;

  /** One for a run of which these facts are known. */
  LiveRun(Feed feed, Map<String, String> facts, Samples samples) {
    this(feed, facts, samples, System::nanoTime);
  }

  /** One with a clock of its own, in nanoseconds. */
  LiveRun(Feed feed, Map<String, String> facts, Samples samples, LongSupplier clock) {
    this.feed = feed;
    this.facts = facts;
    this.samples = samples;
    this.clock = clock;
  }

  @Override
  public void onStart(TrainingControl run) {
    stepsPerPoint = Math.ceilDiv((long) run.epochs() * run.stepsPerEpoch(), (long) MOST_POINTS);
    startPoint(clock.getAsLong());
    progressTime = pointTime - PROGRESS_NANOS;
    feed.add("run", Map.of("facts", new LinkedHashMap<>(facts), "epochs", run.epochs(), "samples",
        samples == null ? List.of() : samples.pictures()));
    run.history().forEach(this::add);
  }

  @Override
  public void onStep(StepInfo step, TrainingControl run) {
    pointLoss += step.batchLoss();
    pointSteps++;
    long now = clock.getAsLong();
    if (now - progressTime >= PROGRESS_NANOS || step.stepInEpoch() == step.stepsPerEpoch()) {
      progressTime = now;
      feed.progress(progress(step));
    }
    if (pointSteps >= stepsPerPoint && now - pointTime >= POINT_NANOS) {
      double epochs = step.epoch() - 1 + (double) step.stepInEpoch() / step.stepsPerEpoch();
      feed.add("loss", Map.of("epochs", epochs, "loss", pointLoss / pointSteps));
      startPoint(now);
    }
  }

  private void startPoint(long now) {
    pointTime = now;
    pointSteps = 0;
    pointLoss = 0;
  }

  private static Map<String, Object> progress(StepInfo step) {
    double secondsPerStep = step.seconds() / step.stepInEpoch();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("epoch", step.epoch());
    values.put("epochs", step.epochs());
    values.put("share", (double) step.stepInEpoch() / step.stepsPerEpoch());
    values.put("imagesPerSecond", step.examples() / step.seconds());
    values.put("secondsLeft", secondsPerStep * ((double) step.stepsPerEpoch() * step.epochs() - step.step()));
    values.put("loss", step.epochLoss());
    values.put("accuracy", step.epochAccuracy());
    return values;
  }

  @Override
  public void onEpoch(EpochResult epoch, TrainingControl run) {
    add(epoch);
    if (samples != null) {
      feed.add("predictions", Map.of("epoch", epoch.epoch(), "samples", samples.predictions(run.network())));
    }
  }

  private void add(EpochResult epoch) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("epoch", epoch.epoch());
    values.put("trainingLoss", number(epoch.trainingLoss()));
    values.put("trainingAccuracy", number(epoch.trainingAccuracy()));
    values.put("validationLoss", epoch.validation().map(v -> number(v.loss())).orElse(null));
    values.put("validationAccuracy", epoch.validation().map(v -> number(v.accuracy())).orElse(null));
    values.put("imagesPerSecond", number(epoch.imagesPerSecond()));
    feed.add("epoch", values);
  }

  /** The value, or null for what JSON cannot say. */
  private static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
