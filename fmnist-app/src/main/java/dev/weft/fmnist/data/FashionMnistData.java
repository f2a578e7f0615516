package dev.weft.fmnist.data;

import dev.weft.optim.data.Dataset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fashion-MNIST in memory.
 *
 * @param training the images to train on
 * @param test the images to test on
 * @param source where they came from, for people: a directory and how it was chosen, or the sample
 * @param digests SHA-256 of the uncompressed content of each file read, by file name, in reading order
 * @param sample whether this is the sample inside the jar instead of the whole data
 * @param notes lines the user has to see, such as why the sample is used and how to get the rest; often none
 */
public record FashionMnistData(Dataset training, Dataset test, String source, Map<String, String> digests,
    boolean sample, List<String> notes) {

  /** Copies the collections. */
  public FashionMnistData {
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
    notes = List.copyOf(notes);
  }

  /**
   * Replaces the notes.
   *
   * @param other lines the user has to see
   * @return the changed copy
   */
  public FashionMnistData withNotes(List<String> other) {
    return new FashionMnistData(training, test, source, digests, sample, other);
  }

  /** {@return whether the files are byte for byte the published ones; never so for the sample or CSV files} */
  public boolean isOriginal() {
    for (FashionMnistFile file : FashionMnistFile.values()) {
      if (!file.sha256().equals(digests.get(file.fileName()))) {
        return false;
      }
    }
    return !sample;
  }
}
