package dev.weft.optim.data;

/**
 * The generator behind NumPy's {@code RandomState}: MT19937 seeded with one 32-bit number, after Matsumoto and
 * Nishimura, <a href="https://doi.org/10.1145/272991.272995">Mersenne Twister</a> (1998), with the seeding of their
 * <a href="http://www.math.sci.hiroshima-u.ac.jp/m-mat/MT/MT2002/emt19937ar.html">2002 revision</a>.
 */
final class MersenneTwister {

  private static final int N = 624;
  private static final int M = 397;
  private static final int SEED_MULTIPLIER = 1_812_433_253;
  private static final int TWIST = 0x9908b0df;

  private final int[] state = new int[N];
  private int next = N;

  MersenneTwister(int seed) {
    state[0] = seed;
    for (int i = 1; i < N; i++) {
      int previous = state[i - 1];
      state[i] = SEED_MULTIPLIER * (previous ^ (previous >>> 30)) + i;
    }
  }

  /** The next 32 random bits. */
  int bits() {
    if (next == N) {
      twist();
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < N; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
      state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) * TWIST);
    }
  }

  /** A number from 0 to {@code max} inclusive, by masking and rejecting as {@code RandomState} does. */
  int upTo(int max) {
    int mask = max == 0 ? 0 : -1 >>> Integer.numberOfLeadingZeros(max);
    int value;
    do {
      value = bits() & mask;
    } while (value > max);
    return value;
  }

  /** NumPy's {@code permutation(n)}: Fisher–Yates from the last place down. */
  int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = upTo(i);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
