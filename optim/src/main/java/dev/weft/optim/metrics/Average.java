package dev.weft.optim.metrics;

/**
 * How the values of several classes, or labels, become one.
 *
 * {@snippet :
 * trainer.metrics(precision(Average.MACRO), recall(Average.WEIGHTED)).fit(training);
 * }
 */
public enum Average {
  /** The mean over the classes that occur, in truth or prediction; over all labels. */
  MACRO,
  /** The value of the counts of all classes together. */
  MICRO,
  /** The mean over the classes, each as often as it is true. */
  WEIGHTED
}
