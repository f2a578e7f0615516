package dev.weft.optim.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an epoch brought.
 *
 * {@snippet :
 * EpochResult last = trainer.metrics(macroF1()).validateOn(validation).fit(training).last();
 * double loss = last.trainingLoss();
 * double f1 = last.validationMetric("macro_f1");
 * }
 *
 * @param epoch counted from 1
 * @param trainingLoss the mean loss over the epoch's examples, each measured before its step's update
 * @param trainingMetrics the metrics over the epoch's examples by name, as predicted in training mode; NaN where one is not defined
 * @param validation what the validation data gave after the epoch; empty without such data
 * @param seconds the time spent on the epoch's steps, validation not included
 * @param imagesPerSecond the number of examples over {@code seconds}
 * @param learningRate of the epoch's last step
 */
public record EpochResult(int epoch, double trainingLoss, Map<String, Double> trainingMetrics,
    Optional<Validation> validation, double seconds, double imagesPerSecond, float learningRate) {

  /** The names of the columns of {@link #toCsv} where accuracy is the only metric. */
  public static final String CSV_HEADER = "epoch,training_loss,training_accuracy,validation_loss,"
      + "validation_accuracy,seconds,images_per_second,learning_rate";

  /**
   * What the network made of the validation data.
   *
   * @param loss the mean loss
   * @param metrics the metrics by name; NaN where one is not defined
   */
  public record Validation(double loss, Map<String, Double> metrics) {

    /** Copies the metrics. */
    public Validation {
      metrics = ordered(metrics);
    }

    /** The result where accuracy is the only metric. */
    public Validation(double loss, double accuracy) {
      this(loss, Map.of(Tally.ACCURACY, accuracy));
    }

    /**
     * The share of examples predicted right.
     *
     * @throws IllegalArgumentException if the targets are numbers, which have none
     */
    public double accuracy() {
      return metric(Tally.ACCURACY);
    }

    /**
     * The value of a metric.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public double metric(String name) {
      return EpochResult.metric(metrics, name);
    }
  }

  /** Copies the metrics. */
  public EpochResult {
    Objects.requireNonNull(validation, "validation");
    trainingMetrics = ordered(trainingMetrics);
  }

  /** The result of an epoch where accuracy is the only metric. */
  public EpochResult(int epoch, double trainingLoss, double trainingAccuracy, Optional<Validation> validation,
      double seconds, double imagesPerSecond, float learningRate) {
    this(epoch, trainingLoss, Map.of(Tally.ACCURACY, trainingAccuracy), validation, seconds, imagesPerSecond,
        learningRate);
  }

  /** The result of an epoch with validation where accuracy is the only metric. */
  public EpochResult(int epoch, double trainingLoss, double trainingAccuracy, double validationLoss,
      double validationAccuracy, double seconds, double imagesPerSecond, float learningRate) {
    this(epoch, trainingLoss, trainingAccuracy, Optional.of(new Validation(validationLoss, validationAccuracy)),
        seconds, imagesPerSecond, learningRate);
  }

  private static Map<String, Double> ordered(Map<String, Double> metrics) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  private static double metric(Map<String, Double> metrics, String name) {
    Double value = metrics.get(name);
    if (value == null) {
      throw new IllegalArgumentException("expected one of the metrics " + metrics.keySet() + ", got '" + name
          + "'; see Trainer.metrics");
    }
    return value;
  }

  /**
   * The accuracy over the epoch's examples, as predicted in training mode.
   *
   * @throws IllegalArgumentException if the targets are numbers, which have none
   */
  public double trainingAccuracy() {
    return trainingMetric(Tally.ACCURACY);
  }

  /**
   * The value of a metric over the epoch's examples, as predicted in training mode.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public double trainingMetric(String name) {
    return metric(trainingMetrics, name);
  }

  /**
   * The mean loss on the validation data.
   *
   * @throws IllegalStateException if there were none; {@link #validation} tells
   */
  public double validationLoss() {
    return validated().loss();
  }

  /**
   * The accuracy on the validation data.
   *
   * @throws IllegalStateException if there were none; {@link #validation} tells
   * @throws IllegalArgumentException if the targets are numbers, which have none
   */
  public double validationAccuracy() {
    return validated().accuracy();
  }

  /**
   * The value of a metric on the validation data.
   *
   * @throws IllegalStateException if there were none; {@link #validation} tells
   * @throws IllegalArgumentException if there is none of this name
   */
  public double validationMetric(String name) {
    return validated().metric(name);
  }

  private Validation validated() {
    return validation.orElseThrow(
        () -> new IllegalStateException("expected an epoch with validation data, got one without; see validateOn"));
  }

  /**
   * The names of the columns of {@link #toCsv}: {@link #CSV_HEADER} where accuracy is the only metric, else {@code training_} and
   * {@code validation_} with the name of each.
   */
  public String csvHeader() {
    return EpochCsv.of(List.of(this)).header();
  }

  /**
   * The result as a line of comma-separated numbers without rounding, those of the validation empty if there was none;
   * {@link #fromCsv} reads it back.
   */
  public String toCsv() {
    return EpochCsv.of(List.of(this)).line(this);
  }

  /**
   * The result in a line of {@link #toCsv} under {@link #CSV_HEADER}. Two NaN for the validation are none too: an early version wrote
   * them.
   *
   * @throws IllegalArgumentException if it is not eight numbers, or six with both of the validation empty
   */
  public static EpochResult fromCsv(String line) {
    EpochResult epoch = fromCsv(CSV_HEADER, line);
    boolean complete = epoch.trainingMetrics().containsKey(Tally.ACCURACY)
        && epoch.validation().stream().allMatch(v -> v.metrics().containsKey(Tally.ACCURACY));
    if (!complete) {
      throw new IllegalArgumentException("expected numbers, got " + line);
    }
    return epoch;
  }

  /**
   * The result in a line of {@link #toCsv} under this header.
   *
   * @throws IllegalArgumentException if the header is not one of {@link #csvHeader}, or the line not its numbers
   */
  public static EpochResult fromCsv(String header, String line) {
    return EpochCsv.parse(header).epoch(line);
  }
}
