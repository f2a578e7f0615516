package dev.weft.fmnist.cli;

import dev.weft.optim.train.StepInfo;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;

/** The progress of one epoch on a terminal: {@code epoch 3/50 [====>   ]  48 %  5,300 images/s  loss …}. */
final class StepBar implements AutoCloseable {

  private static final int UPDATE_MILLIS = 200;
  private static final int WIDEST_BAR = 40;
  private static final int NARROWEST_BAR = 5;
  private static final int PERCENT = 100;
  private static final int SECONDS_A_MINUTE = 60;
  private static final int MINUTES_AN_HOUR = 60;

  private final ProgressBar bar;
  private final int epoch;
  private final int epochs;

  // Written by the training thread, read by the one that draws; a mix of two steps does no harm.
  private volatile double loss;
  private volatile double accuracy;
  private volatile double imagesPerSecond;
  private volatile double secondsLeft;

  StepBar(PrintStream out, StepInfo first) {
    epoch = first.epoch();
    epochs = first.epochs();
    show(first);
    bar = new ProgressBarBuilder().setInitialMax(first.stepsPerEpoch()).setUpdateIntervalMillis(UPDATE_MILLIS)
        .setConsumer(new Line(out, TerminalWidth.columns() - 1)).setRenderer(this::render)
        .clearDisplayOnFinish().build();
  }

  /** Shows this step from the next drawing on. */
  void update(StepInfo step) {
    show(step);
    bar.stepTo(step.stepInEpoch());
  }

  private void show(StepInfo step) {
    loss = step.epochLoss();
    accuracy = step.epochAccuracy();
    imagesPerSecond = step.examples() / step.seconds();
    double secondsPerStep = step.seconds() / step.stepInEpoch();
    secondsLeft = secondsPerStep * ((double) step.stepsPerEpoch() * step.epochs() - step.step());
  }

  private String render(ProgressState state, int width) {
    double share = (double) state.getCurrent() / Math.max(1, state.getMax());
    String left = "epoch " + epoch + "/" + epochs + " ";
    String right = String.format(Locale.ROOT, " %3.0f %%  %,.0f images/s  loss %.4f  accuracy %.4f  ETA %s",
        PERCENT * share, imagesPerSecond, loss, accuracy, clock((long) secondsLeft));
    int room = Math.min(WIDEST_BAR, width - left.length() - right.length() - 2);
    String line = left + (room < NARROWEST_BAR ? "" : drawn(room, share)) + right;
    return line.length() <= width ? line : line.substring(0, Math.max(0, width));
  }

  private static String drawn(int room, double share) {
    int filled = (int) (room * share);
    String head = filled < room && filled > 0 ? ">" : "";
    return "[" + "=".repeat(filled - head.length()) + head + " ".repeat(room - filled) + "]";
  }

  /** {@code 0:00:07}. */
  static String clock(long seconds) {
    long minutes = seconds / SECONDS_A_MINUTE;
    return String.format(Locale.ROOT, "%d:%02d:%02d", minutes / MINUTES_AN_HOUR, minutes % MINUTES_AN_HOUR,
        seconds % SECONDS_A_MINUTE);
  }

  @Override
  public void close() {
    bar.close();
  }

  /** The terminal's last line, rewritten again and again and left empty in the end. */
  private record Line(PrintStream out, int getMaxRenderedLength) implements ProgressBarConsumer {

    @Override
    public void accept(String text) {
      out.print("\r" + text + " ".repeat(Math.max(0, getMaxRenderedLength - text.length())));
      out.flush();
    }

    @Override
    public void close() {
      out.flush();
    }
  }
}
