package dev.weft.book.answers;

import static dev.weft.layers.Losses.softmaxCrossEntropy;

import dev.weft.book.Print;
import dev.weft.book.training.Learning;
import dev.weft.book.training.LearningFigures;
import dev.weft.book.training.Runs;
import dev.weft.fmnist.data.SampleData;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Evaluation;
import dev.weft.optim.train.Evaluator;
import java.io.IOException;

/** Answers of chapter 11. */
public final class TrainingAnswers {

  private static final int IMAGES = 200;

  private TrainingAnswers() {}

  /** Prints the answer to exercise 1, 2 or 3. */
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "1" -> {
        double error = Math.sqrt(0.9152 * (1 - 0.9152) / 10_000);
        Print.line("standard error %.4f, of a difference %.4f", error, Math.sqrt(2) * error);
        Print.line("images needed  %.0f thousand", imagesToShow(0.9152, 0.9130) / 1000);
      }
      case "2" -> {
        Learning run = LearningFigures.run("plain-1");
        for (int patience = 1; patience <= 3; patience++) {
          int last = lastEpoch(run.validationLoss(), patience);
          Print.line("patience %d: ends after epoch %d, keeps epoch %d", patience, last, last - patience);
        }
      }
      default -> {
        Evaluation evaluation = untrained();
        Print.line("loss %.2f, accuracy %.2f", evaluation.loss(), evaluation.accuracy());
      }
    }
  }

  /** How many images show, at twice the standard error, that the accuracy p is not the accuracy q. */
  static double imagesToShow(double p, double q) {
    double variance = p * (1 - p) + q * (1 - q); // of a difference, times the number of images
    return Math.ceil(4 * variance / ((p - q) * (p - q)));
  }

  /** The epoch, counted from 1, after which early stopping ends a run with these losses. */
  static int lastEpoch(double[] losses, int patience) {
    double best = Double.POSITIVE_INFINITY;
    int waited = 0;
    int epoch = 0;
    while (epoch < losses.length && waited < patience) {
      waited = losses[epoch] < best ? 0 : waited + 1;
      best = Math.min(best, losses[epoch]);
      epoch++;
    }
    return epoch;
  }

  /** The network before its first step, on the first test images of the sample. */
  static Evaluation untrained() throws IOException {
    Network network = Runs.network(false, 1);
    Dataset images = SampleData.load().test().head(IMAGES);
    return Evaluator.evaluate(network, softmaxCrossEntropy(), images, 1, 50);
  }
}
