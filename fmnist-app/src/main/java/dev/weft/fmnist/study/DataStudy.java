package dev.weft.fmnist.study;

import dev.weft.fmnist.data.FashionMnistData;
import java.util.List;
import java.util.Map;

/**
 * What is known of the data before anything is trained.
 *
 * @param sample whether it is the sample inside the jar
 * @param original whether the files are byte for byte the published ones
 * @param classNames the classes in label order
 * @param training the training set
 * @param test the test set
 * @param duplicates the images that are there more than once
 * @param digests SHA-256 of each file, by name
 */
public record DataStudy(boolean sample, boolean original, List<String> classNames, SplitStatistics training,
    SplitStatistics test, Duplicates duplicates, Map<String, String> digests) {

  /** Looks at the data. */
  public static DataStudy of(FashionMnistData data) {
    return new DataStudy(data.sample(), data.isOriginal(), data.training().classNames(),
        SplitStatistics.of("training", data.training()), SplitStatistics.of("test", data.test()),
        Duplicates.of(data.training(), data.test()), data.digests());
  }

  /** How evenly the training images are spread. */
  public Balance trainingBalance() {
    return Balance.of(training.classCounts(), classNames);
  }

  /** How evenly the test images are spread. */
  public Balance testBalance() {
    return Balance.of(test.classCounts(), classNames);
  }
}
