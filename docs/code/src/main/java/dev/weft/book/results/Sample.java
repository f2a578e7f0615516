package dev.weft.book.results;

import java.util.List;

/**
 * One quantity: a value from every fork, that is from every fresh JVM or process.
 *
 * @param forks the values, in the order in which they were measured
 */
public record Sample(List<Double> forks) {

  /** Checks that there is one at least. */
  public Sample {
    if (forks.isEmpty()) {
      throw new IllegalArgumentException("expected a value of one fork or more, got none");
    }
    forks = List.copyOf(forks);
  }

  /** The middle one, or the mean of the two in the middle: what the documents show. */
  public double median() {
    List<Double> sorted = forks.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The lowest one. */
  public double lowest() {
    return forks.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** The highest one. */
  public double highest() {
    return forks.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** Whether there is more than one, so that a range can be shown. */
  public boolean hasRange() {
    return forks.size() > 1;
  }
}
