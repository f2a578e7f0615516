package dev.weft.book.training;

import dev.weft.book.Print;
import java.io.IOException;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Prints tables of the curves and results that {@link Runs} wrote. */
public final class LearningTables {

  private LearningTables() {}

  /**
   * Prints one table of chapter 11: {@code epochs RUN}, {@code results}, {@code means}, {@code best} or
   * {@code paired}.
   */
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "epochs" -> printEpochs(LearningFigures.run(args[1]));
      case "results" -> printResults();
      case "means" -> printMeans();
      case "best" -> printBest();
      case "paired" -> printPaired();
      default -> throw new IllegalArgumentException("expected epochs, results, means, best or paired, got " + args[0]);
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

  private static void printPaired() throws IOException {
    Print.line("without minus with dropout      seed 1   seed 2   seed 3     mean   deviation       t");
    printPaired("validation loss, stopped", LearningTables::lowestValidationLoss);
    printPaired("test loss, stopped", run -> result(run).stoppedTestLoss());
    printPaired("test loss, last epoch", run -> result(run).testLoss());
    printPaired("test accuracy, stopped", run -> result(run).stoppedTestAccuracy());
    printPaired("test accuracy, last epoch", run -> result(run).testAccuracy());
  }

  /** One number of a run. */
  interface Measure {
    double of(String run) throws IOException;
  }

  private static void printPaired(String name, Measure measure) throws IOException {
    double[] d = differences(measure);
    Paired paired = Paired.of(d);
    Print.line("%-28s %9.4f %8.4f %8.4f %8.4f %11.4f %7.2f", name, d[0], d[1], d[2], paired.mean(), paired.deviation(),
        paired.t());
  }

  /** Without minus with dropout, seed by seed. */
  static double[] differences(Measure measure) throws IOException {
    double[] differences = new double[3];
    for (int seed = 1; seed <= 3; seed++) {
      differences[seed - 1] = measure.of("plain-" + seed) - measure.of("dropout-" + seed);
    }
    return differences;
  }

  /** After the best epoch. */
  static double lowestValidationLoss(String name) throws IOException {
    Learning run = LearningFigures.run(name);
    return run.validationLoss()[run.bestEpoch() - 1];
  }

  private static Results result(String run) throws IOException {
    return results().stream().filter(result -> result.run().equals(run)).findFirst().orElseThrow();
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
