package dev.weft.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CounterRandomTest {

  private static final long KEY = CounterRandom.key(2023, 1);

  // The golden values below are this generator's own first output, fixed so that a seed never changes its meaning.

  @Test
  void keysKeepTheirGoldenValues() {
    assertThat(CounterRandom.key(0, 0)).isEqualTo(0xa706dd2f4d197e6fL);
    assertThat(CounterRandom.key(1, 7)).isEqualTo(0x3f391c8a76d960bbL);
    assertThat(KEY).isEqualTo(0x6ebbd17adf7d9f3eL);
  }

  @Test
  void bitsKeepTheirGoldenValues() {
    assertThat(CounterRandom.bits(KEY, 0)).isEqualTo(0x54806d23);
    assertThat(CounterRandom.bits(KEY, 1)).isEqualTo(0xca0ee3c5);
    assertThat(CounterRandom.bits(KEY, -1)).isEqualTo(0x6d7e8f09);
    assertThat(CounterRandom.bits(KEY, 1 << 20)).isEqualTo(0x8ce2bb9d);
  }

  @Test
  void drawsKeepTheirGoldenValues() {
    assertThat(CounterRandom.uniform(KEY, 0)).isEqualTo(0x54806d * 0x1p-24f);
    assertThat(CounterRandom.gaussian(KEY, 0)).isEqualTo(-1.1962477540353809);
    assertThat(CounterRandom.below(KEY, 0, 10)).isEqualTo(3);
    assertThat(CounterRandom.permutation(10, KEY)).containsExactly(4, 8, 0, 9, 3, 7, 5, 6, 1, 2);
  }

  @Test
  void uniformDrawsFillTheUnitIntervalEvenly() {
    for (long stream = 0; stream < 20; stream++) {
      long key = CounterRandom.key(2023, stream);
      int[] counts = new int[256];
      for (int i = 0; i < 100_000; i++) {
        counts[(int) (CounterRandom.uniform(key, i) * 256)]++;
      }
      assertThat(chiSquare(counts)).as("chi-square of stream %d", stream).isBetween(255 - 100.0, 255 + 100.0);
    }
  }

  @Test
  void theLowBitsAreAsEvenAsTheHighOnes() {
    int[] counts = new int[256];
    for (int i = 0; i < 100_000; i++) {
      counts[CounterRandom.bits(KEY, i) & 255]++;
    }
    assertThat(chiSquare(counts)).isBetween(255 - 100.0, 255 + 100.0);
  }

  @Test
  void uniformDrawsStayBelowOne() {
    float largest = 0;
    float smallest = 1;
    for (int i = 0; i < 1_000_000; i++) {
      largest = Math.max(largest, CounterRandom.uniform(KEY, i));
      smallest = Math.min(smallest, CounterRandom.uniform(KEY, i));
    }
    assertThat(largest).isGreaterThan(0.9999f).isLessThan(1f);
    assertThat(smallest).isNotNegative().isLessThan(0.0001f);
  }

  @Test
  void neighbouringIndexesAreUncorrelated() {
    for (int lag : new int[] {1, 2, 3, 8, 16, 28, 64, 784, 1 << 20}) {
      assertThat(correlation(KEY, 0, KEY, lag)).as("lag %d", lag).isCloseTo(0, within(0.016));
    }
  }

  @Test
  void neighbouringStreamsAreUncorrelated() {
    for (long stream = 1; stream < 50; stream++) {
      long next = CounterRandom.key(2023, stream + 1);
      double r = correlation(CounterRandom.key(2023, stream), 0, next, 0);
      assertThat(r).as("streams %d and %d", stream, stream + 1).isCloseTo(0, within(0.016));
    }
  }

  @Test
  void neighbouringSeedsAreUncorrelated() {
    for (long seed = -2; seed < 50; seed++) {
      double r = correlation(CounterRandom.key(seed, 0), 0, CounterRandom.key(seed + 1, 0), 0);
      assertThat(r).as("seeds %d and %d", seed, seed + 1).isCloseTo(0, within(0.016));
    }
  }

  @Test
  void theFirstDrawsOfConsecutiveStreamsAreEvenToo() {
    int[] counts = new int[256];
    for (int stream = 0; stream < 100_000; stream++) {
      counts[CounterRandom.below(CounterRandom.key(7, stream), 0, 256)]++;
    }
    assertThat(chiSquare(counts)).isBetween(255 - 100.0, 255 + 100.0);
  }

  @Test
  void pairsOfConsecutiveDrawsFillTheUnitSquareEvenly() {
    int[] counts = new int[256];
    for (int i = 0; i < 100_000; i++) {
      counts[CounterRandom.below(KEY, 2 * i, 16) * 16 + CounterRandom.below(KEY, 2 * i + 1, 16)]++;
    }
    assertThat(chiSquare(counts)).isBetween(255 - 100.0, 255 + 100.0);
  }

  @Test
  void flippingOneBitOfAnIndexFlipsHalfTheBitsOfItsDraw() {
    for (int bit = 0; bit < 32; bit++) {
      long flipped = 0;
      for (int i = 0; i < 10_000; i++) {
        flipped += Integer.bitCount(CounterRandom.bits(KEY, i) ^ CounterRandom.bits(KEY, i ^ (1 << bit)));
      }
      assertThat(flipped / 10_000.0).as("bit %d", bit).isCloseTo(16, within(0.25));
    }
  }

  @Test
  void noWordComesTwiceInAStream() {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      assertThat(seen.add(CounterRandom.bits(KEY, i))).isTrue();
    }
  }

  @Test
  void seedAndStreamDoNotTradePlaces() {
    assertThat(CounterRandom.key(1, 2)).isNotEqualTo(CounterRandom.key(2, 1));
  }

  @Test
  void gaussianDrawsHaveTheMomentsOfTheStandardNormal() {
    int n = 200_000;
    double[] moments = new double[5];
    for (int i = 0; i < n; i++) {
      double x = CounterRandom.gaussian(KEY, i);
      for (int power = 1; power <= 4; power++) {
        moments[power] += Math.pow(x, power) / n;
      }
    }
    assertThat(moments[1]).isCloseTo(0, within(0.01));
    assertThat(moments[2]).isCloseTo(1, within(0.015));
    assertThat(moments[3]).isCloseTo(0, within(0.03));
    assertThat(moments[4]).isCloseTo(3, within(0.08));
  }

  @Test
  void gaussianDrawsAreNormalInTheTails() {
    int n = 200_000;
    int beyondOne = 0;
    int beyondThree = 0;
    for (int i = 0; i < n; i++) {
      double x = Math.abs(CounterRandom.gaussian(KEY, i));
      beyondOne += x > 1 ? 1 : 0;
      beyondThree += x > 3 ? 1 : 0;
    }
    assertThat(beyondOne / (double) n).isCloseTo(0.31731, within(0.005));
    assertThat(beyondThree / (double) n).isCloseTo(0.0026998, within(0.0005));
  }

  @Test
  void belowReachesEveryValueAndNoOther() {
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[CounterRandom.below(KEY, i, 7)]++;
    }
    assertThat(chiSquare(counts)).isLessThan(30);
    assertThat(CounterRandom.below(KEY, 5, 1)).isZero();
    for (int i = 0; i < 1000; i++) {
      assertThat(CounterRandom.below(KEY, i, Integer.MAX_VALUE)).isNotNegative();
    }
  }

  @Test
  void rejectsABoundOfZero() {
    assertThatThrownBy(() -> CounterRandom.below(KEY, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a bound of 1 or more, got 0");
  }

  @Test
  void aPermutationHoldsEveryNumberOnce() {
    for (int n : new int[] {0, 1, 2, 3, 128, 60_000}) {
      int[] sorted = CounterRandom.permutation(n, KEY);
      Arrays.sort(sorted);
      for (int i = 0; i < n; i++) {
        assertThat(sorted[i]).isEqualTo(i);
      }
    }
  }

  @Test
  void everyPermutationIsEquallyLikely() {
    int[] counts = new int[24];
    for (int stream = 0; stream < 24_000; stream++) {
      counts[rank(CounterRandom.permutation(4, CounterRandom.key(3, stream)))]++;
    }
    assertThat(chiSquare(counts)).isLessThan(23 + 35);
  }

  @Test
  void permutationsOfDifferentKeysDiffer() {
    assertThat(CounterRandom.permutation(100, CounterRandom.key(1, 1)))
        .isNotEqualTo(CounterRandom.permutation(100, CounterRandom.key(1, 2)));
  }

  @Test
  void aLongPermutationHasAboutOneFixedPoint() {
    int fixed = 0;
    for (int stream = 0; stream < 200; stream++) {
      int[] order = CounterRandom.permutation(1000, CounterRandom.key(9, stream));
      for (int i = 0; i < order.length; i++) {
        fixed += order[i] == i ? 1 : 0;
      }
    }
    assertThat(fixed / 200.0).isCloseTo(1, within(0.35));
  }

  @Test
  void shuffleKeepsTheValuesOfAnyArray() {
    int[] values = {5, 5, -1, 9, 0};
    CounterRandom.shuffle(values, KEY);
    assertThat(values).containsExactlyInAnyOrder(5, 5, -1, 9, 0);
  }

  @Test
  void rejectsAPermutationOfNegativeLength() {
    assertThatThrownBy(() -> CounterRandom.permutation(-1, KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a length of 0 or more, got -1");
  }

  private static double chiSquare(int[] counts) {
    double expected = Arrays.stream(counts).sum() / (double) counts.length;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  /** The correlation of 100,000 draws of two streams: five standard deviations are 0.016. */
  private static double correlation(long keyA, int offsetA, long keyB, int offsetB) {
    int n = 100_000;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double a = CounterRandom.uniform(keyA, i + offsetA) - 0.5;
      double b = CounterRandom.uniform(keyB, i + offsetB) - 0.5;
      sum += a * b;
    }
    return sum / n * 12;
  }

  /** The number of a permutation of 0 to 3 in lexicographic order. */
  private static int rank(int[] order) {
    int rank = 0;
    for (int i = 0; i < order.length; i++) {
      int smallerLater = 0;
      for (int j = i + 1; j < order.length; j++) {
        smallerLater += order[j] < order[i] ? 1 : 0;
      }
      rank = rank * (order.length - i) + smallerLater;
    }
    return rank;
  }
}
