package dev.weft.book.training;

import java.util.stream.DoubleStream;

/**
 * The paired comparison of two ways that were tried with the same seeds: the mean of the differences, seed by seed, and how
 * many standard errors it is from 0.
 *
 * @param mean of the differences
 * @param deviation their standard deviation, with n − 1
 * @param t the mean over its standard error, {@code mean / (deviation / √n)}
 */
record Paired(double mean, double deviation, double t) {

  /** Above which |t| the difference of three pairs has at most one chance in twenty to be an accident. */
  static final double LIMIT_OF_THREE = 4.303;

  static Paired of(double... differences) {
    int n = differences.length;
    double mean = DoubleStream.of(differences).sum() / n;
    double squares = DoubleStream.of(differences).map(d -> (d - mean) * (d - mean)).sum();
    double deviation = Math.sqrt(squares / (n - 1));
    return new Paired(mean, deviation, mean / (deviation / Math.sqrt(n)));
  }
}
