package dev.weft.optim.data;

/**
 * A way to part examples in two; {@link Splits} has the usual ones.
 *
 * {@snippet :
 * Splitter lastTen = examples -> new Splitter.Parts(
 *     IntStream.range(0, examples.size() - 10).toArray(), IntStream.range(examples.size() - 10, examples.size()).toArray());
 * training.split(lastTen).validation().size(); // = 10
 * }
 */
@FunctionalInterface
public interface Splitter {

  /**
   * Which examples go where.
   *
   * @param training the examples to learn from, by number
   * @param validation the examples held out, by number
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, neither copied nor compared
  record Parts(int[] training, int[] validation) {}

  /**
   * Parts the examples. The same examples always give the same parts.
   *
   * @throws IllegalArgumentException if either part would be empty
   */
  Parts parts(Examples examples);

  /**
   * Parts a dataset.
   *
   * @throws IllegalArgumentException if either part would be empty
   */
  default Split<Dataset> split(Dataset dataset) {
    Parts parts = parts(dataset);
    return new Split<>(dataset.subset(parts.training()), dataset.subset(parts.validation()));
  }
}
