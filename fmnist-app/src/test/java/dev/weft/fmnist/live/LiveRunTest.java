package dev.weft.fmnist.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weft.layers.engine.Network;
import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.StepInfo;
import dev.weft.optim.train.TrainingControl;
import dev.weft.optim.train.TrainingState;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveRunTest {

  private static final int STEPS = 200_000;

  private final Feed feed = new Feed();
  private final LiveRun run = new LiveRun(feed, Map.of(), null, this::now);
  private long now;

  /** A clock on which a step takes 10 µs. */
  private long now() {
    now += 10_000;
    return now;
  }

  /** The middle of a long epoch. */
  private record Step(int epoch, int epochs, int stepInEpoch, int stepsPerEpoch, long step, double batchLoss,
      double epochLoss, double epochAccuracy, float learningRate, long examples, double seconds) implements StepInfo {

    static final Step MIDDLE = new Step(2, 3, STEPS / 2, STEPS, STEPS * 3L / 2, 1, 1, 0.5, 1e-3f, STEPS, 10);
  }

  /** A run with a resumed first epoch. */
  private record Control(int epochs, int stepsPerEpoch, List<EpochResult> history) implements TrainingControl {

    @Override
    public Network network() {
      throw new UnsupportedOperationException("no network");
    }

    @Override
    public boolean validated() {
      return true;
    }

    @Override
    public void requestStop() {
      throw new UnsupportedOperationException("no stop");
    }

    @Override
    public TrainingState state() {
      throw new UnsupportedOperationException("no state");
    }
  }

  @Test
  void stepsAllocateNothingWorthNamingAndTellLittle() throws InterruptedException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Control control = new Control(3, STEPS, List.of());
    run.onStart(control);
    long before = threads.getCurrentThreadAllocatedBytes();

    for (int i = 0; i < STEPS; i++) {
      run.onStep(Step.MIDDLE, control);
    }

    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / (double) STEPS).as("bytes a step").isLessThan(10);
    Feed.News news = feed.await(Feed.Place.START, Duration.ZERO);
    assertThat(news.events()).as("the run, and a point every 0.1 of 2 s").hasSize(21);
    assertThat(news.place().progress()).as("progress every 0.25 of 2 s").isEqualTo(8);
  }

  @Test
  void theEpochsBeforeAResumptionAreTold() throws InterruptedException {
    EpochResult first = new EpochResult(1, 0.5, 0.8, 0.4, 0.9, 2, 1000, 1e-3f);

    run.onStart(new Control(3, 10, List.of(first)));

    assertThat(feed.await(Feed.Place.START, Duration.ZERO).events()).extracting(Feed.Event::name)
        .containsExactly("run", "epoch");
  }
}
