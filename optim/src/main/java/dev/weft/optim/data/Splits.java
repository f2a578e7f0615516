package dev.weft.optim.data;

import java.util.Arrays;

/**
 * The usual ways to hold out a part of a dataset.
 *
 * <p>Each takes the fraction of the examples to hold out, strictly between 0 and 1; the number held out is
 * {@code ceil(fraction · n)}, as in scikit-learn. The same seed and dataset size give the same split on every machine.
 */
public final class Splits {

  private static final long LEGACY_SEED_LIMIT = 1L << 32;

  private Splits() {}

  /**
   * The split of scikit-learn's {@code train_test_split(…, test_size=fraction, random_state=seed)}, index for index
   * and in its order: NumPy's {@code RandomState(seed).permutation(n)}, whose first part is held out.
   *
   * @throws IllegalArgumentException if the fraction is not between 0 and 1, or the seed not in {@code [0, 2³²)}
   */
  public static Splitter sklearn(double fraction, long seed) {
    if (seed < 0 || seed >= LEGACY_SEED_LIMIT) {
      throw new IllegalArgumentException("expected a seed from 0 to 4294967295 as NumPy does, got " + seed);
    }
    return new Sklearn(checked(fraction), seed);
  }

  private static double checked(double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("expected a fraction between 0 and 1, got " + fraction);
    }
    return fraction;
  }

  private record Sklearn(double fraction, long seed) implements Splitter {
    @Override
    public Split split(Dataset dataset) {
      return headHeldOut(dataset, new MersenneTwister((int) seed).permutation(dataset.size()), fraction);
    }
  }

  private static int heldOut(Dataset dataset, double fraction) {
    int n = dataset.size();
    int count = (int) Math.ceil(fraction * n);
    if (count >= n) {
      throw new IllegalArgumentException("expected enough examples to hold out a fraction of " + fraction
          + " and keep at least one for training, got " + n);
    }
    return count;
  }

  private static Split headHeldOut(Dataset dataset, int[] order, double fraction) {
    int count = heldOut(dataset, fraction);
    return new Split(
        dataset.subset(Arrays.copyOfRange(order, count, order.length)),
        dataset.subset(Arrays.copyOf(order, count)));
  }
}
