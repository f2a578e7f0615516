package dev.weft.fmnist.cli;

import dev.weft.optim.train.Callback;
import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.StepInfo;
import dev.weft.optim.train.TrainingControl;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Prints a line an epoch, and in between a bar on a terminal or a line every half minute elsewhere. */
final class EpochLog implements Callback, AutoCloseable {

  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final double PERCENT = 100;

  private final Screen screen;
  private StepBar bar; // null: no epoch under way, or no terminal
  private long lastLine = System.nanoTime();

  EpochLog(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void onStep(StepInfo step, TrainingControl run) {
    if (screen.interactive()) {
      if (bar == null) { // only now: what draws it takes a while to load
        bar = new StepBar(screen.out(), step);
      }
      bar.update(step);
    } else if (System.nanoTime() - lastLine > QUIET_NANOS) {
      screen.format("  epoch %d/%d at %.0f %%: loss %.4f, accuracy %.4f, %,.0f images/s", step.epoch(), step.epochs(),
          PERCENT * step.stepInEpoch() / step.stepsPerEpoch(), step.epochLoss(), step.epochAccuracy(),
          step.examples() / step.seconds());
      lastLine = System.nanoTime();
    }
  }

  @Override
  public void onEpoch(EpochResult epoch, TrainingControl run) {
    close();
    int digits = Integer.toString(run.epochs()).length();
    String validation = epoch.validation()
        .map(v -> String.format(Locale.ROOT, "  validation loss %.4f  accuracy %.4f", v.loss(), v.accuracy()))
        .orElse("");
    screen.format("epoch %" + digits + "d/%d  loss %.4f  accuracy %.4f%s  %,6.0f images/s  %.1f s", epoch.epoch(),
        run.epochs(), epoch.trainingLoss(), epoch.trainingAccuracy(), validation, epoch.imagesPerSecond(),
        epoch.seconds());
    lastLine = System.nanoTime();
  }

  /** Takes the bar off the terminal. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
