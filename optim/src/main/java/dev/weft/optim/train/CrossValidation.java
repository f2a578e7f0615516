package dev.weft.optim.train;

import dev.weft.core.random.CounterRandom;
import dev.weft.optim.data.ClassLabels;
import dev.weft.optim.data.Examples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * k-fold cross-validation: the examples in k parts, each of which is held out once while a new network learns from the others.
 *
 * {@snippet :
 * var result = CrossValidation.run(training, 5, 7, fold -> Trainer.of(network.reinitialised(1), loss, adam(1e-3f))
 *     .epochs(2).metrics(macroF1()).validateOn(fold.validation()).fit(fold.training()));
 * System.out.println(result); // mean and spread of the loss and each metric
 * double mean = result.mean("macro_f1");
 * }
 *
 * <p>Parts differ by at most one example; those of classes have each class in equal shares, up to one. The same seed gives the same parts.
 *
 * @param results the validation after the last epoch of each fold
 */
public record CrossValidation(List<EpochResult.Validation> results) {

  private static final long STREAM = 0x464f4c44L;

  /**
   * One of the parts held out.
   *
   * @param number from 0
   * @param training all others
   * @param validation the part
   */
  public record Fold(int number, Examples training, Examples validation) {}

  /** Keeps the results. */
  public CrossValidation {
    results = List.copyOf(results);
  }

  /**
   * The folds of some examples.
   *
   * @param k from 2 to the number of examples
   * @throws IllegalArgumentException if k is out of range
   */
  public static List<Fold> folds(Examples examples, int k, long seed) {
    if (k < 2 || k > examples.size()) {
      throw new IllegalArgumentException("expected from 2 to " + examples.size() + " folds, got " + k);
    }
    int[] order = CounterRandom.permutation(examples.size(), CounterRandom.key(seed, STREAM));
    List<List<Integer>> parts = new ArrayList<>();
    for (int part = 0; part < k; part++) {
      parts.add(new ArrayList<>());
    }
    int dealt = 0;
    int classes = examples.classLabels().map(labels -> labels.classNames().size()).orElse(1);
    for (int c = 0; c < classes; c++) { // dealt class by class, as cards are
      for (int i : order) {
        if (examples.classLabels().map(labels -> label(labels, i)).orElse(0) == c) {
          parts.get(dealt++ % k).add(i);
        }
      }
    }
    List<Fold> folds = new ArrayList<>();
    for (int part = 0; part < k; part++) {
      List<Integer> rest = new ArrayList<>();
      for (int other = 0; other < k; other++) {
        rest.addAll(other == part ? List.of() : parts.get(other));
      }
      folds.add(new Fold(part, subset(examples, rest), subset(examples, parts.get(part))));
    }
    return folds;
  }

  private static int label(ClassLabels labels, int i) {
    return labels.label(i);
  }

  private static Examples subset(Examples examples, List<Integer> indices) {
    return examples.subset(indices.stream().mapToInt(i -> i).toArray());
  }

  /**
   * Trains once for each fold.
   *
   * @param k from 2 to the number of examples
   * @param train trains a new network on a fold's training examples and validates it on its others
   * @throws IllegalArgumentException if k is out of range
   * @throws IllegalStateException if a run has no validation
   */
  public static CrossValidation run(Examples examples, int k, long seed, Function<Fold, History> train) {
    List<EpochResult.Validation> results = new ArrayList<>();
    for (Fold fold : folds(examples, k, seed)) {
      results.add(train.apply(fold).last().validation().orElseThrow(() -> new IllegalStateException(
          "expected a run with validation on fold.validation(), got one without; see Trainer.validateOn")));
    }
    return new CrossValidation(results);
  }

  private double[] values(String metric) {
    return results.stream().mapToDouble(r -> metric.equals("loss") ? r.loss() : r.metric(metric)).toArray();
  }

  /**
   * The mean over the folds of a metric, or of the {@code loss}.
   *
   * @throws IllegalArgumentException if there is no such metric
   */
  public double mean(String metric) {
    double sum = 0;
    for (double value : values(metric)) {
      sum += value;
    }
    return sum / results.size();
  }

  /**
   * The standard deviation over the folds of a metric, or of the {@code loss}, estimated from them as a sample.
   *
   * @throws IllegalArgumentException if there is no such metric
   */
  public double deviation(String metric) {
    double mean = mean(metric);
    double sum = 0;
    for (double value : values(metric)) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (results.size() - 1));
  }

  /** For example {@code loss 0.3100 ± 0.0200, accuracy 0.9400 ± 0.0100 (5 folds)}. */
  @Override
  public String toString() {
    Map<String, String> parts = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(List.of("loss"));
    names.addAll(results.getFirst().metrics().keySet());
    for (String name : names) {
      parts.put(name, String.format(Locale.ROOT, "%s %.4f ± %.4f", name, mean(name), deviation(name)));
    }
    return String.join(", ", parts.values()) + " (" + results.size() + " folds)";
  }
}
