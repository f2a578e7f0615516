package dev.weft.book.training;

import dev.weft.book.Print;
import java.io.IOException;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Prints tables of the curves and results that {@link Runs} wrote. */
public final class LearningTables {

  private LearningTables() {}

  /** Prints one table of chapter 11: {@code epochs RUN}, {@code results}, {@code means}, or {@code best}. */
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "epochs" -> printEpochs(LearningFigures.run(args[1]));
      case "results" -> printResults();
      case "means" -> printMeans();
      case "best" -> printBest();
      default -> throw new IllegalArgumentException("expected epochs, results, means or best, got " + args[0]);
    }
  }

  private static void printEpochs(Learning run) {
    Print.line("       training            validation");
    Print.line("epoch    loss  accuracy      loss  accuracy");
    for (int epoch = 1; epoch <= run.epochs(); epoch++) {
      if (epoch <= 3 || epoch % 5 == 0 || epoch == run.bestEpoch()) {
        int i = epoch - 1;
        Print.line("%5d  %6.4f    %6.4f    %6.4f    %6.4f", epoch, run.trainingLoss()[i], run.trainingAccuracy()[i],
            run.validationLoss()[i], run.validationAccuracy()[i]);
      }
    }
  }

  private static void printResults() throws IOException {
    Print.line("               training            test");
    Print.line("run            loss  accuracy      loss  accuracy");
    for (Results result : results()) {
      Print.line("%-12s %6.4f    %6.4f    %6.4f    %6.4f", result.run(), result.trainingLoss(),
          result.trainingAccuracy(), result.testLoss(), result.testAccuracy());
    }
  }

  private static void printMeans() throws IOException {
    Print.line("three seeds     test accuracy: mean  lowest  highest    test loss: mean  lowest  highest");
    for (String name : new String[] {"plain", "dropout"}) {
      DoubleSummaryStatistics accuracy = statistics(name, Results::testAccuracy);
      DoubleSummaryStatistics loss = statistics(name, Results::testLoss);
      Print.line("%-15s %20.4f  %6.4f  %7.4f %18.4f  %6.4f  %7.4f", name, accuracy.getAverage(), accuracy.getMin(),
          accuracy.getMax(), loss.getAverage(), loss.getMin(), loss.getMax());
    }
  }

  /** A result over the runs {@code NAME-1}, {@code NAME-2} and so on. */
  static DoubleSummaryStatistics statistics(String name, ToDoubleFunction<Results> value) throws IOException {
    return results().stream().filter(result -> result.run().startsWith(name + "-")).mapToDouble(value)
        .summaryStatistics();
  }

  private static List<Results> results() throws IOException {
    return Results.read(LearningFigures.DATA.resolve("results.csv"));
  }

  private static void printBest() throws IOException {
    Print.line("run         lowest validation loss   in epoch   in the last epoch");
    for (Runs.Setting setting : Runs.settings()) {
      Learning run = LearningFigures.run(setting.name());
      Print.line("%-12s %21.4f %10d %19.4f", setting.name(), run.validationLoss()[run.bestEpoch() - 1],
          run.bestEpoch(), run.validationLoss()[run.epochs() - 1]);
    }
  }
}
