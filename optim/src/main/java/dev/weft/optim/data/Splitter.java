package dev.weft.optim.data;

/** A way to part a dataset in two; {@link Splits} has the usual ones. */
@FunctionalInterface
public interface Splitter {

  /**
   * Parts the dataset. The same dataset always gives the same split.
   *
   * @throws IllegalArgumentException if either part would be empty
   */
  Split split(Dataset dataset);
}
