package dev.weft.optim.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.layers.Losses;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.TargetForm;
import dev.weft.optim.Fixture;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics against what scikit-learn says; {@code generate_scores.py} wrote it. */
class MetricsTest {

  static List<String> fixtures() {
    return Fixture.lines(MetricsTest.class, "scores.txt");
  }

  private static Metric metric(String name) {
    for (Average average : Average.values()) {
      String prefix = average.name().toLowerCase(Locale.ROOT) + "_";
      if (name.startsWith(prefix)) {
        return switch (name.substring(prefix.length())) {
          case "precision" -> Metrics.precision(average);
          case "recall" -> Metrics.recall(average);
          case "f1" -> Metrics.f1(average);
          case "f2" -> Metrics.fBeta(2, average);
          case "f0_5" -> Metrics.fBeta(0.5, average);
          default -> throw new IllegalArgumentException(name);
        };
      }
    }
    return switch (name) {
      case "accuracy" -> Metrics.accuracy();
      case "top_2_accuracy" -> Metrics.topK(2);
      case "roc_auc" -> Metrics.rocAuc();
      case "average_precision" -> Metrics.averagePrecision();
      case "mean_absolute_error" -> Metrics.meanAbsoluteError();
      case "root_mean_squared_error" -> Metrics.rootMeanSquaredError();
      case "r_squared" -> Metrics.rSquared();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static MetricTask task(String form, int outputs, int examples) {
    Loss loss = switch (form) {
      case "classes" -> Losses.sparseSoftmaxCrossEntropy();
      case "labels" -> Losses.binaryCrossEntropy();
      default -> Losses.meanSquaredError();
    };
    return new MetricTask(loss.targetForm(), outputs, loss, examples);
  }

  private static float[] numbers(String text) {
    String[] words = text.strip().split(" ", -1);
    float[] numbers = new float[words.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Float.parseFloat(words[i]);
    }
    return numbers;
  }

  private static void add(Measure measure, MetricTask task, float[] y, float[] t, int from, int to) {
    for (int i = from; i < to; i++) {
      measure.add(y, i * task.outputs(), t, i * task.targets());
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void equalsScikitLearn(String line) {
    String[] parts = line.split("\\|", -1);
    Metric metric = metric(parts[0].strip());
    assertThat(metric.name()).isEqualTo(parts[0].strip());
    float[] y = numbers(parts[3]);
    float[] t = numbers(parts[4]);
    int outputs = Integer.parseInt(parts[2].strip());
    int examples = y.length / outputs;
    MetricTask task = task(parts[1].strip(), outputs, examples);
    double expected = Double.parseDouble(parts[5].strip());
    Measure measure = metric.measure(task);
    measure.clear();
    add(measure, task, y, t, 0, examples);
    assertThat(measure.value()).isCloseTo(expected, within(1e-9));

    Measure resumed = metric.measure(task); // saved in the middle, and continued
    measure.clear();
    add(measure, task, y, t, 0, examples / 2);
    resumed.clear();
    resumed.restore(measure.state());
    add(resumed, task, y, t, examples / 2, examples);
    assertThat(resumed.value()).isCloseTo(expected, within(1e-9));
  }

  @Test
  void oneHotTargetsAreReadAsNumbersOfClassesAre() {
    MetricTask task = new MetricTask(TargetForm.CLASS, 3, Losses.softmaxCrossEntropy(), 2);
    Measure f1 = Metrics.macroF1().measure(task);
    f1.clear();
    f1.add(new float[] {9, 0, 0}, 0, new float[] {1, 0, 0}, 0);
    f1.add(new float[] {9, 0, 0}, 0, new float[] {0, 0, 1}, 0);
    assertThat(f1.value()).isEqualTo((2 / 3.0 + 0) / 2);
  }

  @Test
  void whatIsNotDefinedIsNaN() {
    MetricTask labels = task("labels", 1, 2);
    for (Metric metric : List.of(Metrics.rocAuc(), Metrics.averagePrecision())) {
      Measure measure = metric.measure(labels);
      measure.clear();
      assertThat(measure.value()).as(metric.name()).isNaN();
      measure.add(new float[] {1}, 0, new float[] {0}, 0);
      assertThat(measure.value()).as(metric.name()).isNaN();
      measure.clear();
      measure.add(new float[] {Float.NaN}, 0, new float[] {0}, 0);
      measure.add(new float[] {1}, 0, new float[] {1}, 0);
      assertThat(measure.value()).as(metric.name()).isNaN();
    }
    MetricTask numbers = task("numbers", 1, 2);
    for (Metric metric : List.of(Metrics.rSquared(), Metrics.meanAbsoluteError(), Metrics.rootMeanSquaredError())) {
      Measure measure = metric.measure(numbers);
      measure.clear();
      assertThat(measure.value()).as(metric.name()).isNaN();
      measure.add(new float[] {Float.NaN}, 0, new float[] {0}, 0);
      measure.add(new float[] {1}, 0, new float[] {1}, 0);
      assertThat(measure.value()).as(metric.name()).isNaN();
    }
  }

  @Test
  void oneOfYourOwnIsAFunctionOfAnExample() {
    Metric within = Metrics.mean("within", (y, yAt, t, tAt) -> Math.abs(y[yAt] - t[tAt]) <= 1 ? 1 : 0);
    Measure measure = within.measure(task("numbers", 1, 2));
    measure.clear();
    measure.add(new float[] {1, 5}, 0, new float[] {2, 2}, 0);
    measure.add(new float[] {1, 5}, 1, new float[] {2, 2}, 1);
    assertThat(measure.value()).isEqualTo(0.5);
  }

  @Test
  void metricsThatDoNotSuitTheTargetsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Metrics.macroF1().measure(task("numbers", 1, 1)))
        .withMessage("expected classes or labels as targets for the metric 'macro_f1', got mean squared error, which"
            + " takes numbers");
    assertThatIllegalArgumentException().isThrownBy(() -> Metrics.rSquared().measure(task("labels", 1, 1)))
        .withMessageContaining("expected numbers as targets for the metric 'r_squared'");
    assertThatIllegalArgumentException().isThrownBy(() -> Metrics.topK(2).measure(task("labels", 3, 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> Metrics.topK(0))
        .withMessage("expected k of 1 or more, got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> Metrics.fBeta(0, Average.MACRO));
    Measure measure = Metrics.macroF1().measure(task("classes", 2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> measure.restore(new double[5]))
        .withMessage("expected 6 numbers, got 5");
  }
}
