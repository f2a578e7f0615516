package dev.weft.optim.data;

import dev.weft.core.random.CounterRandom;
import java.util.Arrays;

/**
 * The usual ways to hold out a part of some examples.
 *
 * <p>Each takes the fraction of the examples to hold out, strictly between 0 and 1; the number held out is
 * {@code ceil(fraction · n)}, as in scikit-learn. The same seed and number of examples give the same split on every machine.
 *
 * {@snippet :
 * training.split(Splits.stratified(0.25, 1)).validation().size(); // a fourth of each class
 * }
 */
public final class Splits {

  /** The random stream of splits. */
  private static final long STREAM = 0x53504c4954L;

  private static final long LEGACY_SEED_LIMIT = 1L << 32;

  private Splits() {}

  /**
   * A uniformly random split.
   *
   * @throws IllegalArgumentException if the fraction is not between 0 and 1
   */
  public static Splitter shuffled(double fraction, long seed) {
    return new Shuffled(checked(fraction), seed);
  }

  /**
   * A random split of examples of classes that keeps their proportions: each class holds out its share, rounded so that the
   * total is right and no class is more than one example away from its exact share.
   *
   * @throws IllegalArgumentException if the fraction is not between 0 and 1
   */
  public static Splitter stratified(double fraction, long seed) {
    return new Stratified(checked(fraction), seed);
  }

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

  private record Shuffled(double fraction, long seed) implements Splitter {
    @Override
    public Parts parts(Examples examples) {
      return headHeldOut(permutation(examples, seed), fraction);
    }
  }

  private record Sklearn(double fraction, long seed) implements Splitter {
    @Override
    public Parts parts(Examples examples) {
      return headHeldOut(new MersenneTwister((int) seed).permutation(examples.size()), fraction);
    }
  }

  private record Stratified(double fraction, long seed) implements Splitter {
    @Override
    public Parts parts(Examples examples) {
      ClassLabels labels = examples.classLabels().orElseThrow(
          () -> new IllegalArgumentException("expected examples of classes for a stratified split, got " + examples));
      int count = heldOut(examples.size(), fraction);
      int[] remaining = quotas(examples.classCounts(), fraction, count);
      int[] order = permutation(examples, seed);
      int[] training = new int[order.length - count];
      int[] validation = new int[count];
      int t = 0;
      int v = 0;
      for (int i : order) {
        if (remaining[labels.label(i)]-- > 0) {
          validation[v++] = i;
        } else {
          training[t++] = i;
        }
      }
      return new Parts(training, validation);
    }
  }

  private static int[] permutation(Examples examples, long seed) {
    return CounterRandom.permutation(examples.size(), CounterRandom.key(seed, STREAM));
  }

  private static int heldOut(int n, double fraction) {
    int count = (int) Math.ceil(fraction * n);
    if (count >= n) {
      throw new IllegalArgumentException("expected enough examples to hold out a fraction of " + fraction
          + " and keep at least one for training, got " + n);
    }
    return count;
  }

  private static Splitter.Parts headHeldOut(int[] order, double fraction) {
    int count = heldOut(order.length, fraction);
    return new Splitter.Parts(Arrays.copyOfRange(order, count, order.length), Arrays.copyOf(order, count));
  }

  /** Shares of {@code total} by largest remainder; of equal remainders the lower class is served first. */
  private static int[] quotas(int[] counts, double fraction, int total) {
    int[] quotas = new int[counts.length];
    double[] remainders = new double[counts.length];
    int left = total;
    for (int c = 0; c < counts.length; c++) {
      double share = fraction * counts[c];
      quotas[c] = (int) share;
      remainders[c] = counts[c] == 0 ? -2 : share - quotas[c]; // an empty class is never served
      left -= quotas[c];
    }
    for (; left > 0; left--) {
      int largest = 0;
      for (int c = 1; c < counts.length; c++) {
        if (remainders[c] > remainders[largest]) {
          largest = c;
        }
      }
      quotas[largest]++;
      remainders[largest] = -1;
    }
    return quotas;
  }
}
