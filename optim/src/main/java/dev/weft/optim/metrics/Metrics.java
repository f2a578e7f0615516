package dev.weft.optim.metrics;

/**
 * Factories of metrics.
 *
 * {@snippet :
 * Trainer.of(network, softmaxCrossEntropy(), adam(1e-3f)).metrics(accuracy(), macroF1()).fit(training);
 * }
 */
public final class Metrics {

  private Metrics() {}

  /**
   * The share of right predictions, {@code accuracy}. Of classes, how often the highest output is that of the true class; of labels
   * (and of two classes with one output), how many of them are right when a probability above 1/2 means yes.
   */
  public static Metric accuracy() {
    return new Accuracy();
  }

  /** How often the true class is among the k highest outputs, {@code top_5_accuracy} and the like. */
  public static Metric topK(int k) {
    return new TopK(k);
  }

  /**
   * The share of what is predicted as a class that is of it, {@code macro_precision} and the like. For one label or two classes with one
   * output, that of yes, whatever the average.
   */
  public static Metric precision(Average average) {
    return new ClassScore(ClassScore.Kind.PRECISION, 1, average);
  }

  /** The share of a class that is predicted as it, {@code macro_recall} and the like. */
  public static Metric recall(Average average) {
    return new ClassScore(ClassScore.Kind.RECALL, 1, average);
  }

  /** The harmonic mean of precision and recall, {@code macro_f1} and the like. */
  public static Metric f1(Average average) {
    return fBeta(1, average);
  }

  /** {@code macro_f1}, the mean over the classes of the harmonic mean of precision and recall. */
  public static Metric macroF1() {
    return f1(Average.MACRO);
  }

  /**
   * The mean of precision and recall in which recall counts β times as much, {@code macro_f2}, {@code macro_f0_5} and the like.
   *
   * @throws IllegalArgumentException if β is not above 0
   */
  public static Metric fBeta(double beta, Average average) {
    return new ClassScore(ClassScore.Kind.F, beta, average);
  }

  /**
   * The area under the ROC curve, {@code roc_auc}: of two classes or one label that of yes, of several classes the mean of each against
   * the rest. Keeps a float and a boolean for each output of each example.
   */
  public static Metric rocAuc() {
    return new RankingScore(RankingScore.Kind.ROC_AUC);
  }

  /** The area under the curve of precision over recall, in steps, {@code average_precision}; see {@link #rocAuc}. */
  public static Metric averagePrecision() {
    return new RankingScore(RankingScore.Kind.AVERAGE_PRECISION);
  }

  /** The mean of {@code |y − t|}, {@code mean_absolute_error}. */
  public static Metric meanAbsoluteError() {
    return new NumberScore(NumberScore.Kind.MEAN_ABSOLUTE_ERROR);
  }

  /** The root of the mean of {@code (y − t)²}, {@code root_mean_squared_error}; of several outputs the mean. */
  public static Metric rootMeanSquaredError() {
    return new NumberScore(NumberScore.Kind.ROOT_MEAN_SQUARED_ERROR);
  }

  /** The share of the targets' variance that is explained, {@code r_squared}; of several outputs the mean. */
  public static Metric rSquared() {
    return new NumberScore(NumberScore.Kind.R_SQUARED);
  }

  /** A number of one example. */
  @FunctionalInterface
  public interface OfExample {

    /**
     * The number.
     *
     * @param output what the network put out, without the loss's activation, from {@code outputAt}; not to be changed
     * @param target the target as the loss is given it, from {@code targetAt}; not to be changed
     */
    double of(float[] output, int outputAt, float[] target, int targetAt);
  }

  /**
   * The mean over the examples of a number of one's own.
   *
   * @param name letters, digits and underscores
   */
  public static Metric mean(String name, OfExample function) {
    return new OwnMean(name, function);
  }
}
