package dev.weft.fmnist.cli;

import dev.weft.optim.data.Splits;
import dev.weft.optim.data.Splitter;
import java.util.Locale;

/** The ways in which {@code train} holds out validation images, by the names the user types. */
enum SplitKind {
  /** As scikit-learn's {@code train_test_split} does. */
  SKLEARN,
  /** At random. */
  SHUFFLED,
  /** At random within each class. */
  STRATIFIED;

  /** The splitter for a fraction and a seed. */
  Splitter splitter(double fraction, long seed) {
    return switch (this) {
      case SKLEARN -> Splits.sklearn(fraction, seed);
      case SHUFFLED -> Splits.shuffled(fraction, seed);
      case STRATIFIED -> Splits.stratified(fraction, seed);
    };
  }

  /** The name the user types. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
