package dev.weft.optim.train;

import dev.weft.optim.Schedule;
import dev.weft.optim.data.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the loss goes as the learning rate grows from step to step: it falls where the rate is right, and rises where it is too high.
 *
 * {@snippet :
 * var found = LearningRateFinder.find(trainer, training);
 * System.out.print(found); // a curve of the loss over the rate, and a suggestion
 * Trainer.of(network, loss, adam(found.suggestion())).fit(training);
 * }
 *
 * <p>A copy of the network is trained, for 100 steps with rates from 1e-6 to 10, each as many times the last; the trainer's network stays as
 * it is. The losses are averaged with a decay of 0.9, and the search ends early when they have grown to four times their lowest. The
 * suggestion is the rate where the loss falls fastest.
 *
 * <p>Smith 2017, <a href="https://arxiv.org/abs/1506.01186">Cyclical Learning Rates for Training Neural Networks</a>.
 *
 * @param rates of the steps
 * @param losses the averaged loss of each step
 */
public record LearningRateFinder(List<Float> rates, List<Double> losses) {

  private static final float FIRST = 1e-6f;
  private static final float LAST = 10;
  private static final int STEPS = 100;
  private static final double DECAY = 0.9;
  private static final double TOO_MUCH = 4;
  private static final int WIDTH = 60;
  private static final int HEIGHT = 12;

  /** Keeps the lists. */
  public LearningRateFinder {
    rates = List.copyOf(rates);
    losses = List.copyOf(losses);
    if (rates.isEmpty() || rates.size() != losses.size()) {
      throw new IllegalArgumentException(
          "expected a loss for each rate, got " + losses.size() + " for " + rates.size());
    }
  }

  /** A rate for each step, whatever the optimiser's own is. */
  private record Growing() implements Schedule {

    @Override
    public float learningRate(float base, long step, long totalSteps) {
      return (float) (FIRST * Math.pow(LAST / FIRST, (step - 1) / (STEPS - 1.0)));
    }

    @Override
    public Map<String, Object> config() {
      return Map.of("schedule", "learning_rate_finder");
    }
  }

  /**
   * Searches with a trainer's settings, but its schedule, epochs, callbacks and validation.
   *
   * @throws IllegalArgumentException as {@link Trainer#fit}
   */
  public static LearningRateFinder find(Trainer trainer, Examples training) {
    List<Float> rates = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    Callback watch = new Callback() {
      private double average;
      private double lowest = Double.POSITIVE_INFINITY;

      @Override
      public void onStep(StepInfo step, TrainingControl run) {
        average = DECAY * average + (1 - DECAY) * step.batchLoss();
        double loss = average / (1 - Math.pow(DECAY, losses.size() + 1));
        rates.add(step.learningRate());
        losses.add(loss);
        lowest = Math.min(lowest, loss);
        if (losses.size() == STEPS || loss > TOO_MUCH * lowest) {
          run.requestStop();
        }
      }
    };
    try {
      trainer.searching(new Growing(), STEPS, watch).fit(training);
    } catch (TrainingDivergedException e) {
      if (losses.isEmpty()) {
        throw e;
      } // else the rate was too high, which is where a search ends
    }
    return new LearningRateFinder(rates, losses);
  }

  /** The rate at which the loss falls fastest: the middle of the tenth of the search in which it falls most. */
  public float suggestion() {
    int window = Math.max(1, rates.size() / 10);
    int best = 0;
    for (int i = 0; i + window < losses.size(); i++) {
      if (losses.get(i + window) - losses.get(i) < losses.get(best + window) - losses.get(best)) {
        best = i;
      }
    }
    return rates.get(Math.min(rates.size() - 1, best + window / 2));
  }

  /** Rates and losses as comma-separated values with a header. */
  public String toCsv() {
    StringBuilder csv = new StringBuilder("learning_rate,loss\n");
    for (int i = 0; i < rates.size(); i++) {
      csv.append(rates.get(i)).append(',').append(losses.get(i)).append('\n');
    }
    return csv.toString();
  }

  /** The curve in characters, rates growing to the right, and the suggestion. */
  @Override
  public String toString() {
    double low = losses.stream().mapToDouble(x -> x).min().orElseThrow();
    double high = losses.stream().mapToDouble(x -> x).max().orElseThrow();
    char[][] cells = new char[HEIGHT][WIDTH];
    for (char[] row : cells) {
      Arrays.fill(row, ' ');
    }
    for (int i = 0; i < losses.size(); i++) {
      int x = losses.size() == 1 ? 0 : i * (WIDTH - 1) / (losses.size() - 1);
      int y = high > low ? (int) Math.round((high - losses.get(i)) / (high - low) * (HEIGHT - 1)) : 0;
      cells[y][x] = '*';
    }
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < HEIGHT; y++) {
      String label = y == 0 ? String.format(Locale.ROOT, "%9.4g", high)
          : y == HEIGHT - 1 ? String.format(Locale.ROOT, "%9.4g", low) : " ".repeat(9);
      text.append(label).append(" | ").append(new String(cells[y]).stripTrailing()).append('\n');
    }
    return text.append(String.format(Locale.ROOT, "%12s%-30.1e%30.1e%nsuggestion: %.1e%n", "", rates.getFirst(),
        rates.getLast(), suggestion())).toString();
  }
}
